package io.plumbline.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.publish.WebhookSignature;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receiver of webhooks, as a customer would write one: it checks the signature first. */
final class DemoReceiver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DemoReceiver.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WebhookSignature signature;
  private final Consumer<Told> listener;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final HttpServer server;

  /**
   * Something that was told.
   *
   * @param id id of the finding
   * @param type type of the event, such as {@code plumbline.breach.raised}
   * @param service name of the service
   * @param severity urgency
   * @param text the conclusion in words
   * @param endReason why it ceased to hold, empty while it holds
   * @param start data time at which it began to hold
   */
  record Told(
      String id,
      String type,
      String service,
      String severity,
      String text,
      String endReason,
      Instant start) {}

  /** Listens on a free port of the loopback. */
  DemoReceiver(Vertx vertx, String secret, Consumer<Told> listener) {
    this.signature = WebhookSignature.of(secret);
    this.listener = listener;
    this.server = vertx.createHttpServer().requestHandler(this::take);
    server.listen(0, "127.0.0.1").await();
  }

  /** Where it listens. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/hook");
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> request.response().setStatusCode(answer(request, body)).end())
        .onFailure(e -> LOG.warn("A delivery broke off", e));
  }

  private int answer(HttpServerRequest request, Buffer body) {
    String id = request.getHeader("webhook-id");
    Instant sent = Instant.ofEpochSecond(Long.parseLong(request.getHeader("webhook-timestamp")));
    String expected = signature.sign(id, sent, body.getBytes());
    if (!expected.equals(request.getHeader("webhook-signature"))) {
      LOG.error("A delivery was not signed with our secret: {}", id);
      return 401;
    }
    // A delivery may come twice; its id says that it is the same.
    if (seen.add(id)) {
      tell(body);
    }
    return 204;
  }

  private void tell(Buffer body) {
    try {
      JsonNode event = JSON.readTree(body.getBytes());
      JsonNode finding = event.get("data");
      listener.accept(
          new Told(
              finding.get("id").asText(),
              event.get("type").asText(),
              finding.get("service").asText(),
              finding.get("severity").asText(),
              finding.get("text").asText(),
              finding.path("endReason").asText(),
              Instant.parse(finding.get("start").asText())));
    } catch (IOException e) {
      throw new IllegalArgumentException("the daemon sent no JSON", e);
    }
  }

  @Override
  public void close() {
    server.close().await();
  }
}
