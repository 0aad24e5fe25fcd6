package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import io.plumbline.app.fuzz.RawClient;
import io.plumbline.testing.MovableClock;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Senders that are slow, vast, or do not speak HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileConnectionsTest {

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private RunningDaemon daemon;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    daemon = RunningDaemon.start(folder, new MovableClock(Instant.parse("2026-11-02T09:00:00Z")));
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  private RawClient client() throws Exception {
    return new RawClient(daemon.port(false));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "'NONSENSE\r\n\r\n', 400",
    "'GET / HTTP/1.1\r\nhost: a\r\nno colon\r\n\r\n', 400",
    "'POST /api/v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n', 400",
    "'POST /api/v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n[]', 400"
  })
  void whatIsNotHttpIsRefusedAndTheConnectionEnds(String bytes, int status) throws Exception {
    try (RawClient client = client()) {
      client.send(ascii(bytes));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void aFloodOfHeadersIsRefused() throws Exception {
    try (RawClient client = client()) {
      StringBuilder flood = new StringBuilder("GET / HTTP/1.1\r\nhost: a\r\n");
      for (int i = 0; flood.length() < 20_000; i++) {
        flood.append("x").append(i).append(": y\r\n");
      }
      client.send(ascii(flood + "\r\n"));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).contains("send fewer or shorter ones");
    }
  }

  @Test
  void anAddressWithoutEndIsRefused() throws Exception {
    try (RawClient client = client()) {
      client.send(RawClient.get("/" + "a".repeat(10_000)));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(414);
      assertThat(answer.body()).contains("put less into the address");
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
    try (RawClient client = client()) {
      client.send(
          ascii(
              "POST /api/v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n"
                  + "content-length: 99999999999\r\n\r\n["));

      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("send it in parts");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {128L << 20, 1L << 30, (1L << 32) - 1})
  void aBombIsRefusedBeforeItIsInflated(long claim) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (long rest = claim; rest > 0; rest >>>= 7) {
      body.write((int) (rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    }
    body.write(new byte[9 << 20]);
    long before = allocated();
    try (RawClient client = client()) {
      client.send(
          RawClient.post(
              "/api/v1/write",
              Map.of("content-type", "application/x-protobuf", "content-encoding", "snappy"),
              body.toByteArray()));

      assertThat(client.answer().status()).isIn(400, 413);
      assertThat(allocated() - before).as("bytes of the thread that inflates").isLessThan(4L << 20);
    }
  }

  private static long allocated() {
    long thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().equals("journal-writer"))
            .mapToLong(Thread::getId)
            .max()
            .orElseThrow();
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(thread);
  }

  @Test
  void manyWhoNeverFinishHoldUpNobodyAndFillNoLog() throws Exception {
    Logger logs = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logs.addAppender(log);
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      RawClient client = client();
      client.send(
          ascii("POST /api/v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n["));
      slow.add(client);
    }
    try (RawClient client = client()) {
      assertThat(client.exchange(List.of(RawClient.get("/api/v1/services"))).get(0).status())
          .isEqualTo(200);
    }
    for (RawClient client : slow) {
      client.close();
    }
    try (RawClient client = client()) {
      client.exchange(List.of(RawClient.get("/api/v1/services")));
    }
    logs.detachAppender(log);
    assertThat(List.copyOf(log.list)).noneMatch(said -> said.getLevel().equals(Level.ERROR));
  }

  @Test
  void whoBreaksOffInABodyIsForgotten() throws Exception {
    try (RawClient client = client()) {
      client.send(
          ascii("POST /api/v1/metrics HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n["));
      client.finish();

      assertThat(client.ends()).isTrue();
    }
  }

  @Test
  void answersComeInTheOrderOfTheRequests() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      requests.add(
          i % 3 == 0
              ? RawClient.post("/api/v1/metrics", JSON, ascii("[]"))
              : RawClient.get(i % 3 == 1 ? "/api/v1/rules" : "/nothing"));
      expected.add(i % 3 == 0 ? 204 : i % 3 == 1 ? 200 : 404);
    }
    try (RawClient client = client()) {
      assertThat(client.exchange(requests))
          .extracting(RawClient.Answer::status)
          .isEqualTo(expected);
    }
  }

  @Test
  void anOtherExpectationThanToContinueIsRefused() throws Exception {
    try (RawClient client = client()) {
      client.send(
          RawClient.post(
              "/api/v1/metrics",
              Map.of("content-type", "application/json", "expect", "miracles"),
              ascii("[]")));

      assertThat(client.answer().status()).isIn(204, 417);
    }
  }
}
