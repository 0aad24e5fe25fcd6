package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.TestServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gate lets in, in a real server whose answers the test holds back. */
class GateTest {

  private final Gate gate = new Gate();
  private final BlockingQueue<RoutingContext> held = new LinkedBlockingQueue<>();
  private final TestServer server =
      new TestServer(
          calls -> {
            Router router = calls.router();
            gate.mount(router);
            router.post().handler(held::add);
            router.get().handler(c -> c.end("read"));
          });
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    server.close();
  }

  private CompletableFuture<HttpResponse<String>> post() {
    return client.sendAsync(
        HttpRequest.newBuilder(server.uri("/x")).POST(BodyPublishers.ofString("body")).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get() throws Exception {
    return client.send(HttpRequest.newBuilder(server.uri("/x")).build(), BodyHandlers.ofString());
  }

  @Test
  void whatIsInsideIsAnsweredWhileNothingMoreComesIn() throws Exception {
    CompletableFuture<HttpResponse<String>> inside = post();
    RoutingContext request = held.take();
    gate.stop();
    HttpResponse<String> late = post().join();
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("retry-after")).contains("1");
    assertThat(late.body()).contains("stopping");
    assertThat(get().statusCode()).isEqualTo(503);
    assertThat(gate.drain(Duration.ZERO)).isEqualTo(1);
    request.vertx().runOnContext(now -> request.end("kept"));
    assertThat(gate.drain(Duration.ofSeconds(30))).isZero();
    assertThat(inside.join().body()).isEqualTo("kept");
    assertThat(gate.refused().sum()).isEqualTo(2);
  }

  @Test
  void withoutRoomNothingIsKeptButAllCanBeRead() throws Exception {
    gate.full(Optional.of("no room"));
    HttpResponse<String> refused = post().join();
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("10");
    assertThat(refused.body()).contains("no room");
    assertThat(get().body()).isEqualTo("read");
    gate.full(Optional.empty());
    CompletableFuture<HttpResponse<String>> again = post();
    RoutingContext request = held.take();
    request.vertx().runOnContext(now -> request.end("kept"));
    assertThat(again.join().body()).isEqualTo("kept");
  }
}
