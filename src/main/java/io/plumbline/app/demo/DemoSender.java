package io.plumbline.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.ingest.RemoteWriteEncoder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Sends the demo's world as others would: by remote write and as incident events. */
final class DemoSender {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI daemon;

  DemoSender(URI daemon) {
    this.daemon = daemon;
  }

  /** Writes samples remotely. */
  void write(List<DemoSample> samples) throws IOException, InterruptedException {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    samples.forEach(sample -> encoder.add(sample.labels(), sample.timeMillis(), sample.value()));
    post(
        HttpRequest.newBuilder(daemon.resolve("/api/v1/write"))
            .header("content-type", "application/x-protobuf")
            .header("content-encoding", "snappy")
            .header("x-prometheus-remote-write-version", "0.1.0"),
        BodyPublishers.ofByteArray(encoder.body()));
  }

  /** Posts the steps of tickets. */
  void incidents(List<?> events) throws IOException, InterruptedException {
    post(
        HttpRequest.newBuilder(daemon.resolve("/api/v1/incidents"))
            .header("content-type", "application/json"),
        BodyPublishers.ofByteArray(new ObjectMapper().writeValueAsBytes(events)));
  }

  private void post(HttpRequest.Builder request, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(PATIENCE).POST(body).build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "the daemon answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }
}
