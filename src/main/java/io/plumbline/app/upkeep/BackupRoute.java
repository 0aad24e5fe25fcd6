package io.plumbline.app.upkeep;

import io.plumbline.http.Calls;
import io.plumbline.http.Problem;
import io.plumbline.store.Backups;
import io.plumbline.store.Backups.Backup;
import io.plumbline.store.Store;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.InvalidPathException;
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
  private static final int RETRY_SECONDS = 10;

  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Store store;

  /** From now on this store is backed up. */
  public void of(Store opened) {
    store = opened;
  }

  /** Serves the call of the contract. */
  public void mount(Calls calls) {
    // A browser cannot send this media type to another site unasked.
    calls
        .on("backup")
        .consumes("application/json")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(this::take);
  }

  private void take(RoutingContext request) {
    Path folder;
    try {
      folder = Path.of(Objects.requireNonNull(request.body().asJsonObject().getString("to")));
    } catch (DecodeException | ClassCastException | NullPointerException | InvalidPathException e) {
      Problem.send(request.response(), 400, "send {\"to\": \"/folder/of/backups\"}");
      return;
    }
    if (!folder.isAbsolute()) {
      Problem.send(request.response(), 400, folder + " is relative; name the folder from / on");
      return;
    }
    Store of = store;
    if (of == null) {
      later(request, "the store is still being opened; try again in a moment");
      return;
    }
    if (!busy.compareAndSet(false, true)) {
      Problem.send(request.response(), 409, "another backup is being taken; wait for it");
      return;
    }
    request
        .vertx()
        .executeBlocking(() -> Backups.take(of, folder), false)
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
              later(request, e.getMessage());
            });
  }

  private static JsonObject json(Backup backup) {
    return new JsonObject()
        .put("id", backup.id())
        .put("at", backup.at().toString())
        .put("bytes", backup.bytes());
  }

  private static void later(RoutingContext request, String detail) {
    request.response().putHeader("retry-after", "" + RETRY_SECONDS);
    Problem.send(request.response(), 503, detail);
  }
}
