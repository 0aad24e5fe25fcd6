package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a listener answers is asked as anybody would. */
class ListenerProbeTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static ListenerProbe probe(int port, Duration patience) {
    return new ListenerProbe("0.0.0.0", port, patience);
  }

  @Test
  void anyAnswerWillDo() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> request.response().setStatusCode(401).end("who are you"))
              .listen(0, "127.0.0.1")
              .await();
      ListenerProbe probe = probe(server.actualPort(), ListenerProbe.PATIENCE);
      assertThat(probe.look().status()).isEqualTo(Status.UP);
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void whoTakesConnectionsAndSaysNothingTwiceIsDown() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ListenerProbe probe = probe(silent.getLocalPort(), SHORT);
      assertThat(probe.look().status()).as("may be busy").isEqualTo(Status.DEGRADED);
      Verdict verdict = probe.look();
      assertThat(verdict.status()).isEqualTo(Status.DOWN);
      assertThat(verdict.what()).contains("does not answer on 127.0.0.1:" + silent.getLocalPort());
    }
  }

  @Test
  void aPortWithNobodyBehindItIsDown() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    ListenerProbe probe = probe(port, SHORT);
    assertThat(probe.look().status()).isEqualTo(Status.DEGRADED);
    assertThat(probe.look().status()).isEqualTo(Status.DOWN);
  }
}
