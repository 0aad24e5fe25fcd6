package io.plumbline.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.app.publishing.PublishingRules;
import io.plumbline.app.publishing.ReviewTime;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.ingest.ReplicaLabels;
import io.plumbline.publish.Channel;
import io.plumbline.publish.InfluxTarget;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.history.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A daemon in this process, on free ports, with the shipped rules in a folder of its own. */
final class RunningDaemon implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path rules;
  private final Daemon daemon;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningDaemon(Path rules, Daemon daemon) {
    this.rules = rules;
    this.daemon = daemon;
  }

  /** Starts one in a folder; rules and data that are there already are used. */
  static RunningDaemon start(Path folder, InstantSource clock) throws Exception {
    return start(folder, clock, 1, List.of());
  }

  /** Starts one whose callers must show a token. */
  static RunningDaemon guarded(Path folder, InstantSource clock) throws Exception {
    Configuration.Tokens always = new Configuration.Tokens(true, Optional.empty());
    return start(folder, clock, 1, List.of(), always, Optional.empty());
  }

  /** Starts one that leaves room on its disk and tells receivers. */
  static RunningDaemon start(
      Path folder, InstantSource clock, long reserveBytes, List<Channel> webhooks)
      throws Exception {
    return start(
        folder,
        clock,
        reserveBytes,
        webhooks,
        Configuration.Tokens.BEYOND_LOOPBACK,
        Optional.empty());
  }

  /** Starts one that tells receivers and writes to InfluxDB. */
  static RunningDaemon start(
      Path folder, InstantSource clock, List<Channel> webhooks, InfluxTarget influx)
      throws Exception {
    return start(
        folder, clock, 1, webhooks, Configuration.Tokens.BEYOND_LOOPBACK, Optional.of(influx));
  }

  /** Starts one whose edits wait for an approval. */
  static RunningDaemon approved(Path folder, InstantSource clock) throws Exception {
    return approved(folder, clock, folder.resolve("rules"));
  }

  /** Starts one whose drafts come from a folder. */
  static RunningDaemon approved(Path folder, InstantSource clock, Path drafts) throws Exception {
    return start(
        folder,
        clock,
        1,
        List.of(),
        Configuration.Tokens.BEYOND_LOOPBACK,
        Optional.empty(),
        rules -> new PublishingRules(true, drafts, ReviewTime.DEFAULT));
  }

  private static RunningDaemon start(
      Path folder,
      InstantSource clock,
      long reserveBytes,
      List<Channel> webhooks,
      Configuration.Tokens tokens,
      Optional<InfluxTarget> influx)
      throws Exception {
    return start(folder, clock, reserveBytes, webhooks, tokens, influx, PublishingRules::onSave);
  }

  private static RunningDaemon start(
      Path folder,
      InstantSource clock,
      long reserveBytes,
      List<Channel> webhooks,
      Configuration.Tokens tokens,
      Optional<InfluxTarget> influx,
      Function<Path, PublishingRules> publishing)
      throws Exception {
    Path rules = folder.resolve("rules");
    if (!Files.exists(rules)) {
      for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
        Files.createDirectories(rules.resolve(file.path()).getParent());
        Files.writeString(rules.resolve(file.path()), file.text());
      }
    }
    Configuration.Listener free = new Configuration.Listener("127.0.0.1", 0);
    Configuration configuration =
        new Configuration(
            rules,
            publishing.apply(rules),
            folder.resolve("data"),
            reserveBytes,
            LogFormat.TEXT,
            free,
            free,
            tokens,
            "",
            Duration.ofMillis(100),
            1,
            ReplicaLabels.NONE,
            Retention.Keep.DEFAULT,
            webhooks,
            influx);
    return new RunningDaemon(rules, Daemon.start(configuration, clock));
  }

  /** Edits a file of the rules folder. */
  void edit(String path, String from, String to) {
    try {
      String before = Files.readString(rules.resolve(path));
      if (!before.contains(from)) {
        throw new IllegalArgumentException(path + " does not contain " + from);
      }
      Files.writeString(rules.resolve(path), before.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path rules() {
    return rules;
  }

  /** A call with the header Authorization; empty for none. */
  HttpResponse<String> call(String method, String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString("[]"));
    if (!authorization.isEmpty()) {
      request.header("authorization", authorization);
    }
    return send(request.header("content-type", "application/json").build());
  }

  /** A call with a bearer's token, whose body is JSON; empty for none. */
  HttpResponse<String> as(String token, String method, String path, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                json.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("content-type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  /** Any call, on the listener that has its path. */
  HttpResponse<String> call(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    return send(request.build());
  }

  /** An answer that goes on. */
  HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The port of a listener. */
  int port(boolean management) {
    return management ? daemon.managementPort() : daemon.httpPort();
  }

  private URI uri(String path) {
    boolean managed =
        Stream.of("/metrics", "/health", "/backups", "/api/v1/backtests", "/api/v1/rules/")
            .anyMatch(path::startsWith);
    int port = managed ? daemon.managementPort() : daemon.httpPort();
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A page of the read API. */
  JsonNode get(String path) {
    try {
      return JSON.readTree(text(URI.create("http://127.0.0.1:" + daemon.httpPort() + path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The items of a page of the read API. */
  List<JsonNode> items(String path) {
    return StreamSupport.stream(get(path).get("items").spliterator(), false).toList();
  }

  /** The findings that match a query and were made by a rule. */
  Stream<JsonNode> findings(String query, String rule) {
    return items("/api/v1/findings?limit=500&" + query).stream()
        .filter(f -> f.at("/explanation/rule").asText().equals(rule));
  }

  /** The value of a series in /metrics, as text; empty when there is no such series. */
  String metric(String series) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .map(line -> line.substring(series.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** What Prometheus would scrape. */
  String metrics() {
    return text(URI.create("http://127.0.0.1:" + daemon.managementPort() + "/metrics"));
  }

  private String text(URI uri) {
    return send(HttpRequest.newBuilder(uri).build()).body();
  }

  /** What {@code /health/ready} answers: its status and its body. */
  HttpResponse<String> health(String path) {
    return send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + daemon.managementPort() + "/health" + path))
            .build());
  }

  /** Posts JSON to the traffic listener; the answer. */
  HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.httpPort() + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Posts JSON to the traffic listener, without waiting for the answer. */
  CompletableFuture<HttpResponse<String>> postLater(String path, String json) {
    return client.sendAsync(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Posts a body of remote write 1.0; the answer. */
  HttpResponse<String> write(byte[] body) {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/write"))
            .header("content-type", "application/x-protobuf")
            .header("content-encoding", "snappy")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  /** A page of the traffic listener as text. */
  String page(String path) {
    return text(uri(path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts a sample of a counter of requests. */
  void requests(String service, String code, Instant at, long value) {
    post(
        "/api/v1/metrics",
        """
        [{"name":"http_requests_total","labels":{"service":"%s","code":"%s","job":"j",\
        "instance":"i"},"at":%d,"value":%d}]
        """
            .formatted(service, code, at.toEpochMilli(), value));
  }

  @Override
  public void close() {
    daemon.close();
  }
}
