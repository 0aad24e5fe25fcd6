package io.plumbline.testing;

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
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The packaged daemon in a process of its own, on free ports of the loopback. */
public final class DaemonProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Tests live too short for the optimising compiler. */
  private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1");

  private static final Pattern CONSOLE = Pattern.compile("console +(http://\\S+)/");
  private static final Pattern METRICS = Pattern.compile("metrics +(http://\\S+)/metrics");

  private final Process process;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();
  private URI traffic;
  private URI management;

  private DaemonProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a daemon and waits until it is ready.
   *
   * @param folder its working folder, with its data and log
   * @param rules its rules folder
   * @param environment further variables
   */
  public static DaemonProcess start(Path folder, Path rules, Map<String, String> environment)
      throws IOException {
    return start(folder, rules, environment, SHORT_LIVED, PATIENCE);
  }

  /**
   * Starts a daemon as it runs at work and waits until it is ready.
   *
   * @param folder its working folder, with its data and log
   * @param rules its rules folder
   * @param environment further variables
   * @param jvm options of the virtual machine
   * @param patience how long it may take to be ready
   */
  public static DaemonProcess start(
      Path folder, Path rules, Map<String, String> environment, List<String> jvm, Duration patience)
      throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("PLUMBLINE_HTTP_PORT", "0");
    variables.put("PLUMBLINE_MANAGEMENT_PORT", "0");
    variables.put("PLUMBLINE_RULES_DIR", rules.toAbsolutePath().toString());
    variables.put("PLUMBLINE_DATA_DIR", folder.resolve("data").toString());
    variables.putAll(environment);
    return start(folder, variables, jvm, patience, "run");
  }

  /**
   * Starts the demo and waits until its daemon is ready; its story goes on.
   *
   * @param folder its working folder, with its rules, data and log
   */
  public static DaemonProcess demo(Path folder) throws IOException {
    return start(
        folder,
        Map.of(),
        SHORT_LIVED,
        PATIENCE,
        "demo",
        "--dir",
        folder.resolve("demo").toString(),
        "--port",
        "0",
        "--management-port",
        "0");
  }

  private static DaemonProcess start(
      Path folder,
      Map<String, String> environment,
      List<String> jvm,
      Duration patience,
      String... arguments)
      throws IOException {
    Path log = Files.createTempFile(folder, "daemon", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add("-jar");
    command.add(
        Path.of(System.getProperty("plumbline.jar", "target/plumbline.jar"))
            .toAbsolutePath()
            .toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    DaemonProcess daemon = new DaemonProcess(builder.start(), log);
    daemon.awaitReady(patience);
    return daemon;
  }

  private void awaitReady(Duration patience) throws IOException {
    try {
      Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(50)).until(this::listens);
    } catch (RuntimeException e) {
      close();
      throw new IOException("the daemon did not start: " + Files.readString(log), e);
    }
  }

  private boolean listens() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the daemon ended");
    }
    String said = Files.readString(log);
    Matcher console = CONSOLE.matcher(said);
    Matcher metrics = METRICS.matcher(said);
    if (!console.find() || !metrics.find()) {
      return false;
    }
    traffic = URI.create(console.group(1));
    management = URI.create(metrics.group(1));
    return true;
  }

  /** Address for metrics, incidents, console and read API. */
  public URI traffic() {
    return traffic;
  }

  /** Address of /metrics and /health. */
  public URI management() {
    return management;
  }

  /** Everything it said. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** The body of a page of its traffic listener. */
  public String get(String path) throws IOException, InterruptedException {
    return fetch(traffic.resolve(path));
  }

  /** What Prometheus would scrape. */
  public String metrics() throws IOException, InterruptedException {
    return fetch(management.resolve("/metrics"));
  }

  private String fetch(URI uri) throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Posts JSON; the status. */
  public int post(String path, String json) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(traffic.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Asks it to stop (SIGTERM) and waits; its exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the daemon did not stop");
    }
    return process.exitValue();
  }

  /** Ends it as a power cut would: SIGKILL, no goodbye. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Asks it to stop, as SIGTERM does, and waits.
   *
   * @param longest how long at most
   * @return its exit code, empty when it has not ended by then
   */
  public OptionalInt stop(Duration longest) throws InterruptedException {
    process.destroy();
    return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /** The process, for its figures. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to stop and waits; forced after a while. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
