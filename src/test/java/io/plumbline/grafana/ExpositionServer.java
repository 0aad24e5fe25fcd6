package io.plumbline.grafana;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the exposition at {@code /metrics}, as the daemon would. */
final class ExpositionServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger scrapes = new AtomicInteger();

  private ExpositionServer(HttpServer server) {
    this.server = server;
  }

  static ExpositionServer start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ExpositionServer exposition = new ExpositionServer(HttpServer.create(anyPort, 0));
    exposition.server.createContext("/metrics", exposition::answer);
    exposition.server.start();
    return exposition;
  }

  /** The base address, without the path. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body =
        Exposition.text(scrapes.incrementAndGet(), Instant.now()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
