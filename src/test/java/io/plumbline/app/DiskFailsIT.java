package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.testing.LoopDisk;
import io.plumbline.testing.SmallDisk;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that hang, stop and refuse under a running daemon, or before it starts. */
class DiskFailsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SIZE = 128L << 20;
  private static final int STALLS = Integer.getInteger("plumbline.disk.stalls", 10);

  @TempDir Path folder;

  @Test
  void aDiskThatHangsHoldsUpAnswersRefusesWhatIsTooMuchAndLosesNothing() throws Exception {
    try (LoopDisk disk = LoopDisk.mount(folder.resolve("disk"), SIZE)) {
      SteadyLoad.copyRules(disk.path().resolve("rules"));
      SteadyLoad load;
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        load = SteadyLoad.start(daemon);
        load.awaitKept();
        disk.freeze();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        try {
          await()
              .atMost(PATIENCE)
              .until(() -> daemon.health("").body().contains("the write under way"));
          assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
          CompletableFuture<HttpResponse<String>> next = daemon.postLater("/api/v1/metrics", big());
          // Each is of 8 MiB, and 64 MiB may wait.
          while (!refused(next)) {
            assertThat(waiting).hasSizeLessThan(10);
            waiting.add(next);
            next = daemon.postLater("/api/v1/metrics", big());
          }
          assertThat(next.get().headers().firstValue("retry-after")).hasValue("1");
        } finally {
          disk.thaw();
        }
        List<Integer> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
          answers.add(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode());
        }
        // On a busy machine a refusal may take its time.
        assertThat(answers).contains(204).isSubsetOf(204, 503);
        await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 200);
        await()
            .atMost(PATIENCE)
            .until(() -> !daemon.health("").body().contains("the write under way"));
        load.awaitKept();
        load.stop();
      }
      load.assertKept(disk.path().resolve("data"));
    }
  }

  @Test
  void aDiskThatStallsAgainAndAgainChangesNoFigure() throws Exception {
    try (LoopDisk disk = LoopDisk.mount(folder.resolve("disk"), SIZE)) {
      SteadyLoad.copyRules(disk.path().resolve("rules"));
      SteadyLoad load;
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        load = SteadyLoad.start(daemon);
        for (int spell = 0; spell < STALLS; spell++) {
          disk.freeze();
          disk.thaw();
          load.awaitKept();
        }
        load.stop();
        assertThat(daemon.health("/ready").statusCode()).isEqualTo(200);
      }
      load.assertKept(disk.path().resolve("data"));
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyStopsWhatIsAcceptedAndANewStartGoesOn() throws Exception {
    try (LoopDisk disk = LoopDisk.mount(folder.resolve("disk"), SIZE)) {
      SteadyLoad.copyRules(disk.path().resolve("rules"));
      SteadyLoad load;
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        load = SteadyLoad.start(daemon);
        load.awaitKept();
        await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/findings").isEmpty());
        load.markKept();
        disk.fail();
        await().atMost(PATIENCE).until(() -> daemon.health("/ready").statusCode() == 503);
        load.awaitRefused();
        assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
        // The write under way is told of an I/O error; what is tried after it, the reason.
        await()
            .atMost(PATIENCE)
            .until(() -> daemon.health("").body().contains("Read-only file system"));
        load.stop();
      }
      disk.repair();
      try (RunningDaemon daemon =
          RunningDaemon.start(disk.path(), InstantSource.system(), 0, List.of())) {
        assertThat(daemon.health("/ready").statusCode()).isEqualTo(200);
      }
      load.assertMarkedKept(disk.path().resolve("data"));
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenStopsTheStartAndNamesTheSetting() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m")) {
      Path data = disk.path().resolve("data");
      RunningDaemon.start(disk.path(), InstantSource.system()).close();
      disk.remount("ro");
      assertRefused(disk.path(), data);
      disk.remount("rw");
      RunningDaemon.start(disk.path(), InstantSource.system()).close();
    }
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("empty"), "size=1m")) {
      SteadyLoad.copyRules(disk.path().resolve("rules"));
      disk.remount("ro");
      assertRefused(disk.path(), disk.path().resolve("data"));
    }
  }

  private static void assertRefused(Path folder, Path data) {
    assertThatThrownBy(() -> RunningDaemon.start(folder, InstantSource.system()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(data.toString())
        .hasMessageContaining("Read-only file system")
        .hasMessageContaining("set data.dir to a folder that can be written");
  }

  private static boolean refused(CompletableFuture<HttpResponse<String>> answer) throws Exception {
    try {
      return answer.get(1, TimeUnit.SECONDS).statusCode() == 503;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** One sample in a body of 8 MiB. */
  private static String big() {
    return "[%s{\"name\":\"x\",\"labels\":{},\"at\":%d,\"value\":1}]"
        .formatted(" ".repeat(8 << 20), System.currentTimeMillis());
  }
}
