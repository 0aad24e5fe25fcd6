package io.plumbline.runner;

import io.plumbline.ingest.RemoteWriteEncoder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Sends samples by remote write, one request after the other, never one twice, and remembers which
 * were acknowledged. The figures break and keep limits of two services in turn.
 */
final class CrashLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One sample as sent. */
  record Sent(String metric, long time, double value) {}

  private final Map<Long, List<Sent>> acknowledged = new ConcurrentSkipListMap<>();
  private final RemoteWriteEncoder encoder = new RemoteWriteEncoder();
  private final InstantSource clock = InstantSource.system();
  private long requests;
  private long lastTime;

  /** Every acknowledged sample, by time. */
  Map<Long, List<Sent>> acknowledged() {
    return acknowledged;
  }

  /** Sends until enough requests are sent, or the receiver is gone. */
  void send(URI traffic, int enough) {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < enough; i++) {
      lastTime = Math.max(lastTime + 1, clock.millis());
      requests += 10;
      List<Sent> samples = new ArrayList<>();
      samples.add(new Sent("requests_total", lastTime, requests));
      samples.add(new Sent("errors_total", lastTime, requests / 5));
      samples.add(new Sent("disk_used_ratio", lastTime, requests / 100 % 2 == 0 ? 0.9 : 0.5));
      samples.add(new Sent("memory_used_ratio", lastTime, requests / 130 % 2 == 0 ? 0.9 : 0.5));
      try {
        if (status(client, traffic, samples) == 204) {
          acknowledged.put(lastTime, samples);
        }
      } catch (IOException killed) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private int status(HttpClient client, URI traffic, List<Sent> samples)
      throws IOException, InterruptedException {
    samples.forEach(s -> encoder.add(labels(s.metric()), s.time(), s.value()));
    HttpRequest request =
        HttpRequest.newBuilder(traffic.resolve("/api/v1/write"))
            .timeout(PATIENCE)
            .header("content-type", "application/x-protobuf")
            .header("content-encoding", "snappy")
            .POST(HttpRequest.BodyPublishers.ofByteArray(encoder.body()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static Labels labels(String metric) {
    return Labels.of(
        List.of(
            new Label(Labels.METRIC_NAME, metric),
            new Label("job", "j"),
            new Label("instance", "i")));
  }
}
