package io.plumbline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.signal.Labels;
import io.plumbline.testing.DaemonProcess;
import io.plumbline.testing.SmallDisk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** The jar as people start it. */
class PackagedIT {

  private static final Path RULES = Path.of("rules");

  @TempDir Path folder;

  /** What a command printed, and its exit code. */
  private record Ended(int code, String printed) {}

  private Ended plumbline(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(System.getProperty("plumbline.jar", "target/plumbline.jar"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it did not end: " + Files.readString(log));
    }
    return new Ended(process.exitValue(), Files.readString(log));
  }

  @Test
  void tellsWhatItCanDoAndWhichVersionItIs() throws Exception {
    Ended help = plumbline(Map.of(), "--help");
    assertThat(help.code()).isZero();
    assertThat(help.printed()).contains("run", "demo", "check", "version", "Exit codes:");
    Ended version = plumbline(Map.of(), "version");
    assertThat(version.code()).isZero();
    assertThat(version.printed()).startsWith("plumbline ").contains("Java ");
    assertThat(plumbline(Map.of(), "dance").code()).isEqualTo(2);
  }

  @Test
  void checksTheShippedRules() throws Exception {
    Ended check = plumbline(Map.of(), "check", RULES.toString());
    assertThat(check.code()).as(check.printed()).isZero();
    assertThat(check.printed())
        .contains("6 services", "7 objectives", "3 agreements", "3 capacity targets", " rules");
  }

  @Test
  void namesPathAndLineOfWhatIsWrongInAFolder() throws Exception {
    Path standard = Files.createDirectories(folder.resolve("broken/standard"));
    Files.writeString(
        standard.resolve("own.drl"),
        """
        rule "Full"
            @owner("me") @severity("page")
        when
            $c : CapacityUse( utilization > threshold )
        then
            judge.breach( $c, "full" );
        end
        """);
    Ended check = plumbline(Map.of(), "check", folder.resolve("broken").toString());
    assertThat(check.code()).isEqualTo(2);
    assertThat(check.printed()).contains("broken/standard/own.drl:4: ", "utilisation", "problem");
    Ended absent = plumbline(Map.of(), "check", folder.resolve("absent").toString());
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.printed()).contains("absent cannot be read");
  }

  @Test
  void listsEveryMistakeInTheConfiguration() throws Exception {
    Path file = Files.writeString(folder.resolve("p.yaml"), "http:\n  prot: 1\n");
    Ended run =
        plumbline(Map.of("PLUMBLINE_ENGINE_TICK", "fast"), "run", "--config", file.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.printed().lines())
        .containsExactly(
            file + ":2: there is no key http.prot; write http.port",
            "PLUMBLINE_ENGINE_TICK is \"fast\"; write 100ms to 1m");
  }

  @Test
  void stopsWhenAskedAndGoesOnWithTheSameFindings() throws Exception {
    String open = "/api/v1/findings?state=open&service=payments&severity=page";
    List<String> before;
    try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, Map.of())) {
      assertThat(ready(daemon)).isEqualTo(200);
      long now = System.currentTimeMillis();
      assertThat(daemon.post("/api/v1/metrics", requests(now - 30_000, 0, 0))).isEqualTo(204);
      assertThat(daemon.post("/api/v1/metrics", requests(now, 900, 100))).isEqualTo(204);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> daemon.get(open).contains("Budget burns fast"));
      before = ids(daemon.get(open));

      Ended second =
          plumbline(
              Map.of(
                  "PLUMBLINE_DATA_DIR",
                  folder.resolve("data").toString(),
                  "PLUMBLINE_RULES_DIR",
                  RULES.toString(),
                  "PLUMBLINE_HTTP_PORT",
                  "0",
                  "PLUMBLINE_MANAGEMENT_PORT",
                  "0"),
              "run");
      assertThat(second.code()).isEqualTo(2);
      assertThat(second.printed().strip())
          .isEqualTo(
              ("the data folder %s is in use by another daemon;"
                      + " stop that one or set data.dir to another folder")
                  .formatted(folder.resolve("data")));

      assertThat(daemon.stop()).isIn(0, 143);
    }
    try (DaemonProcess daemon = DaemonProcess.start(folder, RULES, Map.of())) {
      assertThat(ready(daemon)).isEqualTo(200);
      assertThat(ids(daemon.get(open))).isEqualTo(before);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> daemon.metrics().contains("plumbline_service_state{service=\"payments\"} 3.0"));
      assertThat(ids(daemon.get(open))).isEqualTo(before);
    }
  }

  @Test
  void startsWhereNothingInTheTemporaryFolderMayBeExecuted() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("tmp"), "size=16m,noexec");
        DaemonProcess daemon = DaemonProcess.start(folder, RULES, temporary(disk.path()))) {
      assertThat(ready(daemon)).isEqualTo(200);
      assertThat(daemon.post("/api/v1/metrics", requests(System.currentTimeMillis(), 9, 1)))
          .isEqualTo(204);
      assertThat(compressed(daemon)).isEqualTo(204);
      assertThat(disk.path()).isEmptyDirectory();
      assertThat(folder.resolve("data/lib")).isDirectoryContaining("glob:**rocksdb*");
      assertThat(folder.resolve("data/lib")).isDirectoryContaining("glob:**snappy*");
    }
  }

  @Test
  void namesTheSettingWhereNativeLibrariesCannotBeUnpackedAnywhere() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("tmp"), "size=16m,noexec")) {
      Map<String, String> environment = new HashMap<>(temporary(disk.path()));
      environment.put("PLUMBLINE_DATA_DIR", disk.path().resolve("data").toString());
      environment.put("PLUMBLINE_RULES_DIR", RULES.toString());
      Ended run = plumbline(environment, "run");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.printed())
          .contains("native libraries", disk.path().toString(), "-Djava.io.tmpdir=DIR")
          .doesNotContain("\tat ");
    }
  }

  private static Map<String, String> temporary(Path tmp) {
    return Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + tmp);
  }

  /** The answer to a request of remote write, for which bodies are decompressed natively. */
  private static int compressed(DaemonProcess daemon) throws Exception {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    encoder.add(
        Labels.of(List.of(new Labels.Label(Labels.METRIC_NAME, "x"))),
        System.currentTimeMillis(),
        1);
    HttpRequest request =
        HttpRequest.newBuilder(daemon.traffic().resolve("/api/v1/write"))
            .header("content-type", "application/x-protobuf")
            .header("content-encoding", "snappy")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(encoder.message())))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static int ready(DaemonProcess daemon) throws IOException, InterruptedException {
    URI uri = daemon.management().resolve("/health/ready");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static String requests(long at, long good, long bad) {
    String sample =
        "{\"name\":\"http_requests_total\",\"labels\":{\"service\":\"payments\",\"code\":\"%s\","
            + "\"job\":\"j\",\"instance\":\"i\"},\"at\":%d,\"value\":%d}";
    return "[" + sample.formatted("200", at, good) + "," + sample.formatted("500", at, bad) + "]";
  }

  private static List<String> ids(String findings) {
    return Pattern.compile("\"id\":\"([0-9a-f]+)\"")
        .matcher(findings)
        .results()
        .map(m -> m.group(1))
        .sorted()
        .toList();
  }
}
