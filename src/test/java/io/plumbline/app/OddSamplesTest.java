package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.publish.Channel;
import io.plumbline.publish.InfluxTarget;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.testing.MovableClock;
import io.plumbline.testing.WebhookReceiver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever senders send, no surface shows what is no number. */
class OddSamplesTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");

  /**
   * As JSON, Prometheus, InfluxDB, Java and JavaScript write them; {@code le="+Inf"} is a label.
   */
  private static final Pattern NO_NUMBER =
      Pattern.compile(
          "(?<![\\w\"+-])[+-]?(NaN|nan|Inf|inf|Infinity|infinity|∞)(?![\\w\"])|\"(NaN|[+-]?Infinity)\"");

  private static final double[] ODD = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -5,
    -0.0,
    Double.longBitsToDouble(MetricBatch.STALE_MARKER),
    Double.MAX_VALUE,
    1e100,
    Double.MIN_VALUE,
    0x1p53,
    0x1p53 + 2,
    0.1,
    1e300,
    0,
  };

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);
  private final RemoteWriteEncoder scrape = new RemoteWriteEncoder();

  private void add(String metric, String service, String label, String value, double sample) {
    Labels labels =
        Labels.of(
            List.of(
                new Label("__name__", metric),
                new Label("service", service),
                new Label(label, value),
                new Label("job", "j"),
                new Label("instance", "i")));
    // A stale marker survives as bits only.
    long bits = Double.doubleToRawLongBits(sample);
    scrape.addBits(RemoteWriteEncoder.block(labels), clock.millis(), bits);
  }

  private void send(RunningDaemon daemon) {
    assertThat(daemon.write(scrape.body()).statusCode()).isEqualTo(204);
  }

  @Test
  void noSurfaceShowsWhatIsNoNumber() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Vertx vertx = Vertx.vertx();
    HttpServer influx =
        vertx.createHttpServer(new HttpServerOptions().setDecompressionSupported(true));
    influx
        .requestHandler(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          lines.add(body.toString());
                          request.response().setStatusCode(204).end();
                        }))
        .listen(0, "127.0.0.1")
        .await();
    try (WebhookReceiver receiver = WebhookReceiver.start(vertx);
        RunningDaemon daemon =
            RunningDaemon.start(
                folder,
                clock,
                List.of(
                    channel(receiver, "own", PayloadFormat.PLUMBLINE),
                    channel(receiver, "alerts", PayloadFormat.ALERTMANAGER)),
                new InfluxTarget(
                    "http://127.0.0.1:" + influx.actualPort(), "token", "org", "bucket"))) {
      for (int step = 0; step < 3 * ODD.length; step++) {
        double odd = ODD[step % ODD.length];
        double other = ODD[(step * 5 + 3) % ODD.length];
        add("http_requests_total", "checkout", "code", "200", step % 3 == 0 ? 100 * step : odd);
        add("http_requests_total", "checkout", "code", "500", step % 2 == 0 ? 90 * step : other);
        add("http_requests_total", "payments", "code", "500", odd);
        add("http_requests_total", "search", "code", "200", other);
        add("http_request_duration_seconds_bucket", "checkout", "le", "0.3", odd);
        add("http_request_duration_seconds_count", "checkout", "a", "b", other);
        add("cpu_utilisation_ratio", "checkout", "a", "b", odd);
        add("disk_used_ratio", "search", "a", "b", other);
        send(daemon);
        clock.advance(Duration.ofSeconds(15));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(daemon.items("/api/v1/findings?service=checkout")).isNotEmpty();
                assertThat(receiver.received()).hasSizeGreaterThan(2);
                assertThat(lines).isNotEmpty();
                assertThat(daemon.metrics()).contains("plumbline_burn_rate{");
              });
      for (String path :
          List.of("services", "objectives", "clocks", "capacity", "findings", "improvements")) {
        assertNumbers("/api/v1/" + path, daemon.page("/api/v1/" + path));
      }
      for (String path : List.of("/", "/services/checkout", "/services/search")) {
        assertNumbers(path, daemon.page(path));
      }
      daemon
          .metrics()
          .lines()
          .filter(line -> line.startsWith("plumbline_"))
          .forEach(line -> assertNumbers("/metrics", line.substring(line.lastIndexOf(' ') + 1)));
      assertThat(daemon.metric("plumbline_samples_uncounted_total{reason=\"no_count\"}"))
          .matches("[1-9].*");
      assertThat(daemon.metric("plumbline_samples_uncounted_total{reason=\"too_late\"}"))
          .isEqualTo("0.0");
      for (String part : List.of("exemplar", "histogram", "metadata")) {
        assertThat(daemon.metric("plumbline_skipped_total{part=\"" + part + "\"}"))
            .isEqualTo("0.0");
      }
      receiver.received().forEach(told -> assertNumbers("webhook", told.body()));
      lines.forEach(points -> assertNumbers("InfluxDB", points));
    } finally {
      influx.close().await();
      vertx.close().await();
    }
  }

  private static Channel channel(WebhookReceiver receiver, String name, PayloadFormat format) {
    return new Channel(name, receiver.url("/" + name), Optional.empty(), format, List.of());
  }

  private static void assertNumbers(String surface, String text) {
    assertThat(NO_NUMBER.matcher(text).results().map(m -> m.group()).toList())
        .as(surface + ": " + text)
        .isEmpty();
  }
}
