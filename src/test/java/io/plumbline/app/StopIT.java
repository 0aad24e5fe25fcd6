package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.journal.Journal;
import io.plumbline.runner.Positions;
import io.plumbline.signal.MetricBatch;
import io.plumbline.store.ReleasedFolder;
import io.plumbline.store.Store;
import io.plumbline.testing.DaemonProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged daemon, told to stop while it works. */
class StopIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SENDERS = 4;

  @TempDir Path folder;

  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong time =
      new AtomicLong(System.currentTimeMillis() - Duration.ofHours(1).toMillis());
  private final AtomicInteger others = new AtomicInteger();

  /** Sends unique samples until nobody listens. */
  private void load(DaemonProcess daemon, String instance) {
    for (int failures = 0; failures < 3; ) {
      long at = time.incrementAndGet();
      try {
        int status =
            daemon.post(
                "/api/v1/metrics",
                """
                [{"name":"requests_total","labels":{"instance":"%s"},"at":%d,"value":%d}]
                """
                    .formatted(instance, at, at));
        if (status == 204) {
          acknowledged.add(at);
        } else if (status != 503) {
          others.incrementAndGet();
        }
      } catch (IOException e) {
        failures++;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Test
  void underLoadEverythingLetInIsAnsweredJudgedAndKept() throws Exception {
    try (DaemonProcess daemon =
        DaemonProcess.start(folder, ReleasedFolder.RULES, Map.of("PLUMBLINE_LOG_FORMAT", "json"))) {
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        String instance = "i" + i;
        senders.add(new Thread(() -> load(daemon, instance)));
      }
      senders.forEach(Thread::start);
      await().atMost(PATIENCE).until(() -> acknowledged.size() > 500);
      assertThat(daemon.stop()).isZero();
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(daemon.log())
          .contains("\"formattedMessage\":\"Stopping within 30 s")
          .doesNotContain("Exception");
    }
    assertThat(others.get()).isZero();
    try (Store store = Store.open(folder.resolve("data"))) {
      Map<Long, Integer> times = new HashMap<>();
      new Journal(store)
          .read(
              0,
              entry -> {
                if (entry.signal() instanceof MetricBatch batch) {
                  for (long at : batch.timesMillis()) {
                    times.merge(at, 1, Integer::sum);
                  }
                }
              });
      assertThat(times.values()).allMatch(count -> count == 1);
      assertThat(times.keySet()).isEqualTo(acknowledged);
      Positions positions = Positions.of(store);
      assertThat(positions.checkpoint()).isEqualTo(positions.last());
    }
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    try (DaemonProcess daemon = DaemonProcess.start(folder, ReleasedFolder.RULES, Map.of());
        Socket slow = new Socket(daemon.traffic().getHost(), daemon.traffic().getPort())) {
      // A request whose body never comes keeps the first signal waiting.
      slow.getOutputStream()
          .write(
              """
              POST /api/v1/metrics HTTP/1.1\r
              Host: x\r
              Content-Type: application/json\r
              Content-Length: 1000\r
              \r
              [\
              """
                  .getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      await().atMost(PATIENCE).until(() -> daemon.post("/api/v1/metrics", "[]") != 0);
      daemon.stop(Duration.ZERO);
      await().atMost(PATIENCE).until(() -> daemon.log().contains("Stopping within"));
      assertThat(daemon.stop()).isEqualTo(1);
      assertThat(daemon.log()).contains("Told to stop a second time");
    }
    try (DaemonProcess again = DaemonProcess.start(folder, ReleasedFolder.RULES, Map.of())) {
      assertThat(again.stop()).isZero();
    }
  }
}
