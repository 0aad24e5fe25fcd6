package io.plumbline.console;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * One open page at the other end of a stream. It skips to the newest parts when it cannot keep up,
 * and is used on its own context only.
 */
final class LivePage {

  private final Context context;
  private final HttpServerResponse response;
  private final Map<String, String> sent = new HashMap<>();
  private Map<String, String> newest = Map.of();

  LivePage(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
  }

  void begin() {
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        .putHeader("content-encoding", "identity")
        .putHeader("x-accel-buffering", "no")
        .putHeader("x-content-type-options", "nosniff")
        .drainHandler(v -> flush());
    response.write("retry: 2000\n\n");
  }

  void show(Map<String, String> parts) {
    context.runOnContext(
        v -> {
          newest = parts;
          flush();
        });
  }

  void end() {
    context.runOnContext(
        v -> {
          if (!response.ended() && !response.closed()) {
            response.end();
          }
        });
  }

  private void flush() {
    for (Map.Entry<String, String> part : newest.entrySet()) {
      if (response.ended() || response.closed() || response.writeQueueFull()) {
        return;
      }
      if (!part.getValue().equals(sent.put(part.getKey(), part.getValue()))) {
        response.write(message(part.getKey(), part.getValue()));
      }
    }
  }

  private static String message(String id, String html) {
    String stream =
        "<turbo-stream action=\"replace\" method=\"morph\" target=\""
            + id
            + "\"><template>"
            + html
            + "</template></turbo-stream>";
    return "data: " + stream.replace("\n", "\ndata: ") + "\n\n";
  }
}
