package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.app.upkeep.Doctor;
import io.plumbline.app.upkeep.Report;
import io.plumbline.store.Batch;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examination finds, of a stopped and of a running daemon. */
class DoctorTest {

  private static final Path RULES = Path.of("rules");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Report examine(Map<String, String> more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            "http: {port: 0}\nmanagement: {port: 0}\nrules: {dir: %s}\ndata: {dir: %s}\n"
                .formatted(RULES.toAbsolutePath(), folder.resolve("data")));
    return Doctor.examine("0.1.0", Optional.of(file), more, InstantSource.system());
  }

  private static String text(Report report) {
    return String.join("\n", report.lines());
  }

  @Test
  void beforeTheFirstStartNothingIsWrongAndNothingIsMade() throws Exception {
    Report report = examine(Map.of("PLUMBLINE_ENGINE_TICK", "1s"));
    assertThat(report.isFine()).as(text(report)).isTrue();
    assertThat(text(report))
        .contains("0.1.0", "is made at the first start", "Nothing is wrong.")
        .containsPattern("engine.tick +1s +PLUMBLINE_ENGINE_TICK")
        .containsPattern("http.port +0 +\\S+p.yaml:1")
        .containsPattern("http.host +127.0.0.1 +default");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void secretsAreNotShown() throws Exception {
    Report report =
        examine(
            Map.of(
                "PLUMBLINE_WEBHOOK_URL",
                "https://me:word@hooks.example/hidden/path",
                "PLUMBLINE_WEBHOOK_SECRET",
                "whsec_cGx1bWJsaW5lLXJlZmVyZW5jZS1zZWNyZXQ="));
    assertThat(text(report))
        .contains("https://hooks.example/…", "(set, not shown)")
        .doesNotContain("whsec_", "word", "hidden");
  }

  @Test
  void aRunningDaemonIsAskedAndLeftAlone() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, InstantSource.system())) {
      await().atMost(PATIENCE).until(() -> daemon.health("").body().contains("ticks"));
      Report report = Doctor.examine("0.1.0", folder.resolve("data"), InstantSource.system());
      assertThat(report.isFine()).as(text(report)).isTrue();
      assertThat(text(report))
          .contains("process          " + ProcessHandle.current().pid())
          .containsPattern("ok last tick +\\S+, 0 s ago")
          .containsPattern("ok rules +version 1 judges")
          .containsPattern("ok store +format 5 of 5");
      daemon.edit("standard/error-budget.drl", "remaining > 0", "remainin > 0");
      await().atMost(PATIENCE).until(() -> daemon.health("").body().contains("degraded"));
      Report wrong = Doctor.examine("0.1.0", folder.resolve("data"), InstantSource.system());
      assertThat(wrong.isFine()).isFalse();
      assertThat(text(wrong)).contains("!! rules", "write remaining", "One thing is wrong: rules.");
    }
    Report stopped = Doctor.examine("0.1.0", folder.resolve("data"), InstantSource.system());
    assertThat(stopped.isFine()).as(text(stopped)).isTrue();
    assertThat(text(stopped)).contains("none uses this folder");
  }

  @Test
  void aClockThatWentBackIsWrong() throws Exception {
    MovableClock ahead = new MovableClock(InstantSource.system().instant());
    ahead.advance(Duration.ofHours(1));
    try (RunningDaemon daemon = RunningDaemon.start(folder, ahead)) {
      assertThat(daemon.health("/live").statusCode()).isEqualTo(200);
    }
    Report report = Doctor.examine("0.1.0", folder.resolve("data"), InstantSource.system());
    assertThat(text(report)).contains("!! last tick", "ahead of this machine's clock");
  }

  @Test
  void whoeverHoldsThePortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Report report = examine(Map.of("PLUMBLINE_HTTP_PORT", "" + taken.getLocalPort()));
      assertThat(report.isFine()).isFalse();
      assertThat(text(report))
          .contains("!! http", "127.0.0.1:" + taken.getLocalPort() + " cannot be had")
          .contains("set http.port to another");
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        assertThat(text(report)).contains("process " + ProcessHandle.current().pid());
      }
    }
  }

  @Test
  void damageRulesAndRoomAreNamed() throws Exception {
    Path data = folder.resolve("data");
    try (Store store = Store.open(data)) {
      for (long i = 0; i < 500; i++) {
        Batch batch = new Batch();
        batch.put(Family.JOURNAL, Keys.of(i), Keys.of("x".repeat(50) + i));
        store.write(batch, false);
      }
    }
    damage(data);
    Path rules = Files.createDirectories(folder.resolve("rules/standard"));
    Files.writeString(rules.resolve("own.drl"), "rule \"Full\" when then end");
    Report report =
        examine(
            Map.of(
                "PLUMBLINE_RULES_DIR",
                folder.resolve("rules").toString(),
                "PLUMBLINE_DATA_RESERVE",
                "900000TB"));
    assertThat(text(report))
        .contains("!! store", "JOURNAL is damaged", "plumbline restore")
        .contains("!! rules", "own.drl:1", "plumbline check")
        .contains("!! disk", "less than data.reserve")
        .contains("3 things are wrong: disk, store, rules.");
  }

  private static void damage(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      Path table =
          files
              .filter(file -> file.toString().endsWith(".sst"))
              .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
              .orElseThrow();
      try (RandomAccessFile bytes = new RandomAccessFile(table.toFile(), "rw")) {
        bytes.seek(200);
        bytes.write(new byte[400]);
      }
    }
  }

  @Test
  void mistakesInTheConfigurationAreAllListed() {
    assertThatThrownBy(() -> examine(Map.of("PLUMBLINE_HTTP_PORT", "x", "PLUMBLINE_NO", "1")))
        .isInstanceOfSatisfying(
            ConfigurationException.class, e -> assertThat(e.problems()).hasSize(2));
  }
}
