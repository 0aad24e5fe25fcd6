package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.journal.Journal;
import io.plumbline.store.ReleasedFolder;
import io.plumbline.store.Store;
import io.plumbline.testing.UndisturbedReplay;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A sender that sends one request after the other, and again what was refused; and the proof that
 * all it was told is kept is there once, with the findings of an undisturbed replay.
 */
final class SteadyLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningDaemon daemon;
  private final Thread thread = new Thread(this::send, "load");
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private Set<Long> marked = Set.of();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  private SteadyLoad(RunningDaemon daemon) {
    this.daemon = daemon;
  }

  /** Begins to send to a daemon with the rules of {@link #copyRules}. */
  static SteadyLoad start(RunningDaemon daemon) {
    SteadyLoad load = new SteadyLoad(daemon);
    load.thread.start();
    return load;
  }

  /** Copies the rules that judge what it sends. */
  static void copyRules(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(ReleasedFolder.RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(ReleasedFolder.RULES.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** Waits until some more is kept. */
  void awaitKept() {
    int before = acknowledged.size();
    await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 50);
  }

  /** Notes what has been acknowledged until now. */
  void markKept() {
    marked = Set.copyOf(acknowledged);
  }

  /** Waits until something more is refused. */
  void awaitRefused() {
    int before = refused.get();
    await().atMost(PATIENCE).until(() -> refused.get() > before);
  }

  /** Sends no more. */
  void stop() throws InterruptedException {
    enough.set(true);
    thread.join();
  }

  /** Everything acknowledged is in the journal once, and the findings are those of a replay. */
  void assertKept(Path data) {
    assertKept(data, acknowledged);
  }

  /**
   * The same for what was acknowledged before {@link #markKept}, of a disk that failed after it:
   * ext4 may answer success to the fdatasync under which its journal is aborted, and forget. A loop
   * of append and fdatasync lost its last write 2 times in 60 on Linux 6.18.
   */
  void assertMarkedKept(Path data) {
    assertKept(data, marked);
  }

  private static void assertKept(Path data, Set<Long> samples) {
    try (Store store = Store.open(data)) {
      Map<Long, Integer> times = UndisturbedReplay.times(new Journal(store));
      assertThat(samples).isNotEmpty();
      assertThat(samples).allSatisfy(time -> assertThat(times.get(time)).isEqualTo(2));
      UndisturbedReplay.assertFindings(store, UndisturbedReplay.events(new Journal(store)));
    }
  }

  private void send() {
    long time = System.currentTimeMillis() - Duration.ofMinutes(2).toMillis();
    long sent = 10;
    while (!enough.get()) {
      String json =
          "[%s,%s]"
              .formatted(
                  sample("requests_total", time, sent),
                  sample("disk_used_ratio", time, (sent / 300) % 2 == 0 ? 0.9 : 0.5));
      HttpResponse<String> answer = daemon.post("/api/v1/metrics", json);
      if (answer.statusCode() == 204) {
        acknowledged.add(time);
        time += 29;
        sent += 10;
      } else {
        // Sent again, as senders do.
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        refused.incrementAndGet();
      }
    }
  }

  // Big labels, so that a small disk fills soon.
  private static String sample(String name, long time, double value) {
    return """
        {"name":"%s","labels":{"job":"j","instance":"i","filler":"%s"},"at":%d,"value":%s}\
        """
        .formatted(name, "x".repeat(300), time, value);
  }
}
