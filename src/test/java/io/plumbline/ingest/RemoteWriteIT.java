package io.plumbline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Signal;
import io.plumbline.testing.PrometheusProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself as the sender. */
class RemoteWriteIT {

  @TempDir Path directory;

  @Test
  void whatPrometheusScrapesIsInTheJournalToTheLastStaleMarker() throws Exception {
    AtomicInteger scrapes = new AtomicInteger();
    HttpServer exporter = exporter(scrapes);
    URI target = URI.create("http://127.0.0.1:" + exporter.getAddress().getPort());
    Path folder = Files.createDirectory(directory.resolve("prometheus"));
    try (RunningIntake intake =
            new RunningIntake(
                directory.resolve("data"),
                InstantSource.system(),
                SeriesLimits.DEFAULT,
                IngestLimits.DEFAULT);
        PrometheusProcess prometheus =
            PrometheusProcess.start(
                folder, "checkout", List.of(target), intake.uri("/api/v1/write"))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .failFast("Prometheus ended", () -> !prometheus.isAlive())
          .until(() -> counter(intake).size() >= 4);
      exporter.stop(0);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> last(counter(intake)) == MetricBatch.STALE_MARKER);

      List<Long> values = counter(intake);
      assertThat(values.subList(0, values.size() - 1))
          .as("every scrape once, in order")
          .isEqualTo(
              IntStream.rangeClosed(1, values.size() - 1)
                  .mapToObj(i -> Double.doubleToRawLongBits(i))
                  .toList());
      assertThat(intake.metrics.refused(Refusal.MALFORMED).sum()).isZero();
      assertThat(intake.index.confirmed()).isEqualTo(series(intake).size());
      assertThat(series(intake).values())
          .extracting(Labels::metric)
          .contains("up", "scrape_samples_scraped", "requests_total");
    } finally {
      exporter.stop(0);
    }
  }

  /** Raw values of the exported counter, in the journal's order. */
  private static List<Long> counter(RunningIntake intake) {
    Map<Integer, Labels> series = series(intake);
    List<Long> values = new ArrayList<>();
    for (Signal signal : intake.journal()) {
      if (signal instanceof MetricBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
          Labels labels = series.get(batch.seriesIds()[i]);
          if (labels.metric().equals("requests_total")) {
            assertThat(labels.get("job")).isEqualTo("checkout");
            assertThat(labels.get("code")).isEqualTo("200");
            values.add(batch.valueBits()[i]);
          }
        }
      }
    }
    return values;
  }

  private static Map<Integer, Labels> series(RunningIntake intake) {
    Map<Integer, Labels> series = new HashMap<>();
    for (Signal signal : intake.journal()) {
      if (signal instanceof MetricBatch batch) {
        batch.newSeries().forEach(added -> series.put(added.id(), added.labels()));
      }
    }
    return series;
  }

  private static long last(List<Long> values) {
    return values.get(values.size() - 1);
  }

  private static HttpServer exporter(AtomicInteger scrapes) throws IOException {
    HttpServer exporter =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] text =
              ("# TYPE requests_total counter\nrequests_total{code=\"200\"} "
                      + scrapes.incrementAndGet()
                      + "\n")
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    exporter.start();
    return exporter;
  }
}
