package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.journal.Journal;
import io.plumbline.store.ReleasedFolder;
import io.plumbline.store.Store;
import io.plumbline.testing.SmallDisk;
import io.plumbline.testing.UndisturbedReplay;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that becomes really full, again and again, under load: senders are told so, readiness goes
 * off and comes back by itself, everything acknowledged is there once, and the findings are those
 * of an undisturbed replay.
 */
class DiskFullIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = Integer.getInteger("plumbline.disk.rounds", 3);

  @TempDir Path folder;

  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();

  @Test
  void nothingAcknowledgedIsLostAndNothingIsToldWrong() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=48m")) {
      copyRules(disk.path().resolve("rules"));
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        Thread load = new Thread(() -> load(daemon), "load");
        load.start();
        for (int round = 0; round < ROUNDS; round++) {
          int before = acknowledged.size();
          await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 50);
          int refusedBefore = refused.get();
          disk.fill(0);
          await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 503);
          await().atMost(PATIENCE).until(() -> refused.get() > refusedBefore);
          assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
          disk.makeRoom();
          await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 200);
        }
        int before = acknowledged.size();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 50);
        enough.set(true);
        load.join();
      }
      try (Store store = Store.open(disk.path().resolve("data"))) {
        Map<Long, Integer> times = UndisturbedReplay.times(new Journal(store));
        assertThat(acknowledged).allSatisfy(time -> assertThat(times.get(time)).isEqualTo(2));
        UndisturbedReplay.assertFindings(store, UndisturbedReplay.events(new Journal(store)));
      }
    }
  }

  private void load(RunningDaemon daemon) {
    long time = System.currentTimeMillis() - Duration.ofMinutes(5).toMillis();
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
        time += 7;
        sent += 10;
      } else {
        // Sent again, as senders do.
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        refused.incrementAndGet();
      }
    }
  }

  // Big labels, so that the disk fills soon.
  private static String sample(String name, long time, double value) {
    return """
        {"name":"%s","labels":{"job":"j","instance":"i","filler":"%s"},"at":%d,"value":%s}\
        """
        .formatted(name, "x".repeat(300), time, value);
  }

  private static void copyRules(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(ReleasedFolder.RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(ReleasedFolder.RULES.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
