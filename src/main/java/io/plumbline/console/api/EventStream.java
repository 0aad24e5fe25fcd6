package io.plumbline.console.api;

import io.plumbline.finding.FindingEvent;
import io.plumbline.http.Problem;
import io.plumbline.report.FindingFeed;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finding events as server-sent events of JSON. There is no replay: who reconnects reads the
 * findings first. A reader that cannot keep up is cut off rather than told half.
 */
final class EventStream implements AutoCloseable {

  private static final long KEEP_ALIVE_MILLIS = 15_000;
  private static final int MAX_UNSENT_BYTES = 1 << 20;

  private final FindingFeed feed;
  private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EventStream(FindingFeed feed) {
    this.feed = feed;
  }

  void open(RoutingContext request) {
    if (closed) {
      request.response().putHeader("retry-after", "2");
      Problem.send(request.response(), 503, "the server is stopping; come back later");
      return;
    }
    Vertx vertx = request.vertx();
    Context context = vertx.getOrCreateContext();
    HttpServerResponse response = request.response();
    response.setWriteQueueMaxSize(MAX_UNSENT_BYTES);
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        .putHeader("content-encoding", "identity")
        .putHeader("x-accel-buffering", "no");
    response.write("retry: 2000\n\n");
    open.add(response);
    Runnable end = feed.subscribe(event -> context.runOnContext(v -> send(response, event)));
    long timer = vertx.setPeriodic(KEEP_ALIVE_MILLIS, t -> write(response, Buffer.buffer(":\n\n")));
    Runnable forget =
        () -> {
          end.run();
          vertx.cancelTimer(timer);
          open.remove(response);
        };
    response.closeHandler(v -> forget.run());
    response.endHandler(v -> forget.run());
  }

  private void send(HttpServerResponse response, FindingEvent event) {
    write(
        response,
        Buffer.buffer("id: " + event.id() + "\nevent: finding\ndata: ")
            .appendBuffer(Answers.json(EventEntry.of(event)))
            .appendString("\n\n"));
  }

  private static void write(HttpServerResponse response, Buffer message) {
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.writeQueueFull()) {
      response.reset();
    } else {
      response.write(message);
    }
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(HttpServerResponse::end);
  }
}
