package io.plumbline.app.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import says when there is nothing to send, or nobody takes it. */
class IncidentImportTest {

  private static final String MAPPING =
      """
      incident: number
      service: {value: checkout}
      time: {column: at, format: d/M/yyyy HH:mm, zone: UTC}
      opened: opened
      order: count
      state: {column: state, open: [New], stop: [Resolved]}
      priority: {column: priority}
      """;
  private static final String HEADER = "number,opened,at,count,state,priority\n";

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T09:00:00Z"));
  private final List<String> said = new ArrayList<>();
  private int asked;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked++;
          clock.advance(Duration.ofMinutes(1));
          byte[] body = "{\"detail\":\"the disk is full\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void send(String rows) throws Exception {
    Path mapping = Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    Path export = Files.writeString(folder.resolve("export.csv"), rows);
    IncidentImport.run(
        export,
        MappingFile.read(mapping),
        Target.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), ""),
        new IncidentImport.Progress() {
          @Override
          public void rows(long sent, long all) {}

          @Override
          public void waiting(String why) {
            said.add(why);
          }
        },
        clock);
  }

  @Test
  void aFileWithAHeaderOnlyIsRefusedWithARemedy() {
    assertThatThrownBy(() -> send(HEADER))
        .isInstanceOf(BadInputException.class)
        .hasMessageEndingWith(
            "export.csv has no row below its header, so nothing is sent; export the updates of"
                + " tickets, a row each");
    assertThat(asked).isZero();
  }

  @Test
  void aDaemonThatTakesNothingIsSaidAtOnceAndGivenUpAfterTwoMinutes() {
    assertThatThrownBy(() -> send(HEADER + "INC1,1/2/2026 08:00,1/2/2026 08:00,0,New,1\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503: the disk is full; it was tried 2 times in 120 s");
    assertThat(said)
        .singleElement()
        .asString()
        .contains("answers 503: the disk is full; it is tried again for 120 s");
  }
}
