package io.plumbline.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Somebody who is told: an HTTP server on a free loopback port that answers as a test wants. */
public final class WebhookReceiver implements AutoCloseable {

  /**
   * What arrived.
   *
   * @param path path with query
   * @param headers headers by name in small letters
   * @param body the body
   */
  public record Received(String path, Map<String, String> headers, String body) {

    /** Id of the event. */
    public String id() {
      return headers.get("webhook-id");
    }
  }

  /**
   * How to answer.
   *
   * @param status status, 0 to hang for ever, -1 to close the connection without a word
   * @param headers headers to send along
   */
  public record Answer(int status, Map<String, String> headers) {

    /** Answers with a status and nothing else. */
    public static Answer status(int status) {
      return new Answer(status, Map.of());
    }

    /** Asks to be left alone. */
    public static Answer busy(int status, String retryAfter) {
      return new Answer(status, Map.of("retry-after", retryAfter));
    }

    /** Takes the request and is gone. */
    public static Answer drop() {
      return status(-1);
    }

    /** Takes the request and never answers. */
    public static Answer hang() {
      return status(0);
    }
  }

  private final HttpServer server;
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Received, Answer> answers = request -> Answer.status(204);

  private WebhookReceiver(Vertx vertx) {
    this.server = vertx.createHttpServer().requestHandler(this::take);
    server.listen(0, "127.0.0.1").await();
  }

  /** Listens. */
  public static WebhookReceiver start(Vertx vertx) {
    return new WebhookReceiver(vertx);
  }

  /** Answers from now on as a function says; before it everything is answered 204. */
  public void answering(Function<Received, Answer> answers) {
    this.answers = answers;
  }

  /** The address of a path of this receiver. */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  /** Everything that arrived so far, answered or not, in order. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** Ids of what arrived so far. */
  public List<String> ids() {
    return received().stream().map(Received::id).toList();
  }

  private void take(HttpServerRequest request) {
    Map<String, String> headers = new TreeMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    request
        .body()
        .onSuccess(
            body -> {
              Received r = new Received(request.uri(), headers, body.toString());
              Answer answer = answers.apply(r);
              received.add(r);
              if (answer.status() < 0) {
                var unused = request.connection().close();
              } else if (answer.status() != 0) {
                HttpServerResponse response = request.response().setStatusCode(answer.status());
                answer.headers().forEach(response::putHeader);
                response.end();
              }
            });
  }

  @Override
  public void close() {
    server.close().await();
  }
}
