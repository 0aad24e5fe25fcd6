package io.plumbline.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real VictoriaMetrics on a free loopback port; it takes the writes of InfluxDB 2. */
public final class VictoriaMetricsProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private VictoriaMetricsProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder an empty folder for its data
   */
  public static VictoriaMetricsProcess start(Path folder) throws IOException {
    return start(folder, freePort());
  }

  /** Starts it on a certain port. */
  public static VictoriaMetricsProcess start(Path folder, int port) throws IOException {
    Program program = Program.find("victoria-metrics");
    Path log = folder.resolve("victoria-metrics.log");
    Process process =
        new ProcessBuilder(
                program.path().toString(),
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + folder.resolve("data"),
                "-retentionPeriod=100y")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    VictoriaMetricsProcess started = new VictoriaMetricsProcess(process, log, port);
    await().atMost(Duration.ofSeconds(30)).until(started::answers);
    return started;
  }

  /** A port of the loopback interface that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The process, for its figures. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** All series whose names begin with {@code plumbline_}, one JSON object a line. */
  public List<String> export() throws IOException, InterruptedException {
    get("/internal/force_flush");
    return get("/api/v1/export?match%5B%5D=%7B__name__%3D~%22plumbline_.*%22%7D").lines().toList();
  }

  private boolean answers() throws InterruptedException, IOException {
    if (!process.isAlive()) {
      throw new AssertionError("VictoriaMetrics ended: " + Files.readString(log));
    }
    try {
      return get("/health").equals("OK");
    } catch (IOException e) {
      return false;
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url().resolve(path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
