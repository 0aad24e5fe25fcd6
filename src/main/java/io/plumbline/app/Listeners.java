package io.plumbline.app;

import io.plumbline.http.Calls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens and closes the HTTP listeners. */
final class Listeners {

  private static final int SECONDS = 10;

  /** Longer than senders and scrapers pause, and than streams are silent. */
  private static final int IDLE_SECONDS = 120;

  private Listeners() {}

  /**
   * Listens.
   *
   * @throws ConfigurationException if the address cannot be had
   */
  static HttpServer open(Vertx vertx, Configuration.Listener where, String key, Calls calls)
      throws ConfigurationException, InterruptedException {
    calls.complete();
    try {
      return vertx
          .createHttpServer(
              new HttpServerOptions()
                  .setHost(where.host())
                  .setPort(where.port())
                  .setHttp2ClearTextEnabled(false)
                  .setIdleTimeout(IDLE_SECONDS)
                  .setCompressionSupported(false))
          .requestHandler(calls.router())
          .invalidRequestHandler(Calls::invalid)
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ConfigurationException(
          List.of(
              "cannot listen on %s:%d (%s); set %s.host and %s.port, 0 picks a free port"
                  .formatted(where.host(), where.port(), cause.getMessage(), key, key)));
    }
  }

  /** Closes a listener and waits for it. */
  static void close(HttpServer server) throws Exception {
    server.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }
}
