package io.plumbline.console;

import io.plumbline.http.Calls;
import io.plumbline.http.Contract;
import io.plumbline.http.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A real server on a free port of the loopback, and a client for it. */
public final class TestServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;

  public TestServer(Consumer<Calls> routes) {
    this(0, (vertx, calls) -> routes.accept(calls));
  }

  public TestServer(int port, BiConsumer<Vertx, Calls> routes) {
    Calls calls = new Calls(Contract.read(), Listener.TRAFFIC, Router.router(vertx));
    routes.accept(vertx, calls);
    server =
        vertx
            .createHttpServer()
            .requestHandler(calls.router())
            .listen(port, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  public Vertx vertx() {
    return vertx;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  /** The whole answer to a target that no proper client would send. */
  public String raw(String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
      socket
          .getOutputStream()
          .write(("GET " + target + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** An answer that goes on, line by line. */
  public Lines lines(String path) throws IOException, InterruptedException {
    return new Lines(
        client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofInputStream()));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
