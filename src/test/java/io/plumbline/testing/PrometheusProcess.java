package io.plumbline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A real Prometheus on a free port that scrapes targets every second, and may send what it reads to
 * a remote write address. Where it is not installed its tests are skipped, or fail where {@code
 * CI=true}.
 */
public final class PrometheusProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private PrometheusProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it so that it sends what it scrapes.
   *
   * @param folder an empty folder for its configuration, data and log
   * @param job value of the label {@code job} of everything scraped
   * @param targets addresses to scrape, at {@code /metrics}
   * @param remoteWrite where to send samples
   */
  public static PrometheusProcess start(Path folder, String job, List<URI> targets, URI remoteWrite)
      throws IOException {
    return start(
        folder,
        scraping(job, targets)
            + """
            remote_write:
              - url: %s
                queue_config: {batch_send_deadline: 500ms, min_backoff: 100ms, max_backoff: 1s}
            """
                .formatted(remoteWrite));
  }

  /**
   * Starts it as somebody to ask about one daemon.
   *
   * @param folder an empty folder for its configuration, data and log
   * @param management base address of the daemon's management listener
   */
  public static PrometheusProcess watching(Path folder, URI management) throws IOException {
    return start(folder, scraping("plumbline", List.of(management)));
  }

  private static String scraping(String job, List<URI> targets) {
    return """
    global: {scrape_interval: 1s}
    scrape_configs:
      - job_name: %s
        static_configs: [{targets: [%s]}]
    """
        .formatted(
            job,
            targets.stream()
                .map(target -> '"' + target.getAuthority() + '"')
                .collect(Collectors.joining(", ")));
  }

  /**
   * Starts it with a configuration of the test's own.
   *
   * @param folder for its configuration, data and log; one of an earlier run goes on where that
   *     ended
   * @param configuration text of its {@code prometheus.yml}
   */
  public static PrometheusProcess start(Path folder, String configuration) throws IOException {
    return start(folder, configuration, List.of());
  }

  /**
   * Starts it as a receiver of remote write that scrapes nothing.
   *
   * @param folder an empty folder for its configuration, data and log
   */
  public static PrometheusProcess receiver(Path folder) throws IOException {
    return start(folder, "", List.of("--web.enable-remote-write-receiver"));
  }

  private static PrometheusProcess start(Path folder, String configuration, List<String> flags)
      throws IOException {
    Program program = Program.find("prometheus");
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, configuration);
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    List<String> command = new ArrayList<>();
    command.add(program.path().toString());
    command.add("--config.file=" + file);
    command.add("--storage.tsdb.path=" + folder.resolve("tsdb"));
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.addAll(flags);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new PrometheusProcess(process, log, port);
  }

  /** Its own address, for queries. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The process, for its figures. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until it takes requests. */
  public void awaitReady() {
    awaitSamples("vector(1)", Duration.ofSeconds(30));
  }

  /** What it said so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** The samples of an instant query: each with {@code metric} and {@code value}. */
  public List<JsonNode> query(String expression) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError("Prometheus ended: " + log());
    }
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/api/v1/query"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(expression + ": " + response.body());
    }
    JsonNode result = new ObjectMapper().readTree(response.body()).at("/data/result");
    return StreamSupport.stream(result.spliterator(), false).toList();
  }

  /**
   * Waits until a query finds something.
   *
   * @param longest how long at most
   */
  public void awaitSamples(String expression, Duration longest) {
    await()
        .atMost(longest)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(query(expression)).as(expression).isNotEmpty());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
