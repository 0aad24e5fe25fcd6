package io.plumbline.ingest;

import io.plumbline.console.TestServer;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.journal.JournalWriter;
import io.plumbline.signal.Signal;
import io.plumbline.store.Store;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** A real server over a real journal, with a follower that a test can hold back. */
final class RunningIntake implements AutoCloseable {

  static final long QUEUE_BYTES = 1 << 20;

  private final Store store;
  private final Journal journal;
  private final JournalWriter writer;
  private final TestServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final ReentrantLock follower = new ReentrantLock();
  final SeriesIndex index;
  final IngestMetrics metrics = new IngestMetrics();

  RunningIntake(Path directory, MovableClock clock, SeriesLimits series) {
    this(directory, clock, series, new IngestLimits(1 << 20, 4 << 20));
  }

  RunningIntake(Path directory, InstantSource clock, SeriesLimits series, IngestLimits limits) {
    store = Store.open(directory);
    journal = new Journal(store);
    writer = new JournalWriter(journal, this::follow, QUEUE_BYTES);
    writer.start();
    index = new SeriesIndex(series, ReplicaLabels.NONE, labels -> List.of("all"));
    index.restore(journal.series());
    server =
        new TestServer(
            router -> new IngestRoutes(writer, index, clock, limits, metrics).mount(router));
  }

  private void follow(List<Entry> entries) {
    follower.lock();
    follower.unlock();
  }

  URI uri(String path) {
    return server.uri(path);
  }

  HttpResponse<String> write(byte[] body) throws IOException, InterruptedException {
    return post("/api/v1/write", "application/x-protobuf", "snappy", body);
  }

  HttpResponse<String> json(String path, String body) throws IOException, InterruptedException {
    return post(path, "application/json", "", body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> lines(String path, String body) throws IOException, InterruptedException {
    return post(path, "application/x-ndjson", "", body.getBytes(StandardCharsets.UTF_8));
  }

  HttpResponse<String> post(String path, String type, String encoding, byte[] body)
      throws IOException, InterruptedException {
    return client.send(request(path, type, encoding, body), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> writeLater(byte[] body) {
    return client.sendAsync(
        request("/api/v1/write", "application/x-protobuf", "snappy", body),
        BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String type, String encoding, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return request.build();
  }

  /** Everything the journal holds, as read back from the store. */
  List<Signal> journal() {
    List<Signal> signals = new ArrayList<>();
    journal.read(0, entry -> signals.add(entry.signal()));
    return signals;
  }

  @Override
  public void close() {
    server.close();
    writer.close();
    store.close();
  }
}
