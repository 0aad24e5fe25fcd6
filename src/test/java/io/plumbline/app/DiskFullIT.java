package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testing.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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

  @Test
  void nothingAcknowledgedIsLostAndNothingIsToldWrong() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=48m")) {
      SteadyLoad.copyRules(disk.path().resolve("rules"));
      SteadyLoad load;
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        load = SteadyLoad.start(daemon);
        for (int round = 0; round < ROUNDS; round++) {
          load.awaitKept();
          // The store may find room once more, as it writes its log into tables.
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    disk.fill(0);
                    return daemon.health("/ready").statusCode() == 503;
                  });
          load.awaitRefused();
          assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
          disk.makeRoom();
          await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 200);
        }
        load.awaitKept();
        load.stop();
      }
      load.assertKept(disk.path().resolve("data"));
    }
  }
}
