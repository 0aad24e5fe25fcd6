package io.plumbline.app.upkeep;

import io.plumbline.store.Backups;
import io.plumbline.store.Backups.Backup;
import io.plumbline.store.Store;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /backups} of the management listener: a backup while the daemon runs. */
public final class BackupRoute {

  static final String PATH = "/backups";

  private static final Logger LOG = LoggerFactory.getLogger(BackupRoute.class);
  private static final int LONGEST_BODY = 8_192;

  private final Store store;
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Backs up a store. */
  public BackupRoute(Store store) {
    this.store = store;
  }

  /** Adds itself to a router. */
  public void mount(Router router) {
    // A browser cannot send this media type to another site unasked.
    router
        .post(PATH)
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(this::take);
  }

  private void take(RoutingContext request) {
    Path folder;
    try {
      folder = Path.of(Objects.requireNonNull(request.body().asJsonObject().getString("to")));
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      answer(request, 400, "send {\"to\": \"/folder/of/backups\"}");
      return;
    }
    if (!folder.isAbsolute()) {
      answer(request, 400, folder + " is relative; name the folder from / on");
      return;
    }
    if (!busy.compareAndSet(false, true)) {
      answer(request, 409, "another backup is being taken; wait for it");
      return;
    }
    request
        .vertx()
        .executeBlocking(() -> Backups.take(store, folder), false)
        .onComplete(done -> busy.set(false))
        .onSuccess(
            backup -> {
              LOG.info("Backup {} of {} bytes is in {}", backup.id(), backup.bytes(), folder);
              request.response().setStatusCode(201);
              request.json(json(backup));
            })
        .onFailure(
            e -> {
              LOG.error("No backup was taken", e);
              answer(request, 500, e.getMessage());
            });
  }

  private static JsonObject json(Backup backup) {
    return new JsonObject()
        .put("id", backup.id())
        .put("at", backup.at().toString())
        .put("bytes", backup.bytes());
  }

  private static void answer(RoutingContext request, int status, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(
            new JsonObject()
                .put("type", "about:blank")
                .put("status", status)
                .put("detail", detail)
                .toBuffer());
  }
}
