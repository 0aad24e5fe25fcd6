package io.plumbline.testing;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Prometheus that scrapes targets every second and sends what it reads to a remote write
 * address. Where it is not installed its tests are skipped, or fail where {@code CI=true}.
 */
public final class PrometheusProcess implements AutoCloseable {

  private final Process process;
  private final Path log;
  private final int port;

  private PrometheusProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * Starts it on a free port.
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
        """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: %s
            static_configs: [{targets: [%s]}]
        remote_write:
          - url: %s
            queue_config: {batch_send_deadline: 500ms, min_backoff: 100ms, max_backoff: 1s}
        """
            .formatted(
                job,
                targets.stream()
                    .map(target -> '"' + target.getAuthority() + '"')
                    .collect(Collectors.joining(", ")),
                remoteWrite));
  }

  /**
   * Starts it on a free port with a configuration of the test's own.
   *
   * @param folder for its configuration, data and log; one of an earlier run goes on where that
   *     ended
   * @param configuration text of its {@code prometheus.yml}
   */
  public static PrometheusProcess start(Path folder, String configuration) throws IOException {
    Path program = program();
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, configuration);
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new PrometheusProcess(process, log, port);
  }

  /** Its own address, for queries. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What it said so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  private static Path program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () -> {
              String missing = "prometheus is not installed here";
              assertNotEquals("true", System.getenv("CI"), missing);
              return abort(missing);
            });
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
