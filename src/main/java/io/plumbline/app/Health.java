package io.plumbline.app;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the daemon lives and is ready, and if not, what is wrong. */
final class Health {

  private final Map<String, String> wrong = new ConcurrentHashMap<>(Map.of("start", "starting"));

  /** Start-up is complete. */
  void ready() {
    wrong.remove("start");
  }

  /** A part does not work, for good or until it is {@link #mended}. */
  void failed(String part, String what) {
    wrong.put(part, what);
  }

  /** A part works again. */
  void mended(String part) {
    wrong.remove(part);
  }

  /** Adds {@code /health/live} and {@code /health/ready}. */
  void mount(Router router) {
    router.get("/health/live").handler(c -> c.json(new JsonObject().put("status", "up")));
    router
        .get("/health/ready")
        .handler(
            c -> {
              Map<String, Object> problems = new TreeMap<>(wrong);
              boolean ready = problems.isEmpty();
              c.response().setStatusCode(ready ? 200 : 503);
              c.json(
                  new JsonObject()
                      .put("status", ready ? "up" : "down")
                      .put("problems", new JsonObject(problems)));
            });
  }
}
