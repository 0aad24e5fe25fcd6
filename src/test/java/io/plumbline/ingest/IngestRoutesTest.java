package io.plumbline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class IngestRoutesTest {

  private static final String WRITE = "/api/v1/write";
  private static final String TYPE_2 =
      "application/x-protobuf;proto=io.prometheus.write.v2.Request";
  private static final String METRICS = "/api/v1/metrics";
  private static final String INCIDENTS = "/api/v1/incidents";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final long MILLIS = NOW.toEpochMilli();

  @TempDir Path directory;
  private final MovableClock clock = new MovableClock(NOW);
  private RunningIntake intake;

  @BeforeEach
  void start() {
    intake = new RunningIntake(directory, clock, new SeriesLimits(100, 100, 64, 512, 4096));
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void aWriteIsInTheJournalWhenItIsAnswered() throws Exception {
    HttpResponse<String> response = intake.write(body("up", "down"));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("x-prometheus"));
    assertThat(intake.journal()).singleElement().isInstanceOf(MetricBatch.class);
    MetricBatch batch = (MetricBatch) intake.journal().get(0);
    assertThat(batch.newSeries())
        .extracting(s -> s.labels().metric())
        .containsExactly("up", "down");
    assertThat(batch.timesMillis()).containsExactly(MILLIS, MILLIS);
    assertThat(intake.metrics.samples(IngestMetrics.Protocol.REMOTE_WRITE).sum()).isEqualTo(2);
  }

  @Test
  void idsGoOnAfterARestart() throws Exception {
    intake.write(body("up", "down"));
    intake.close();
    intake = new RunningIntake(directory, clock, SeriesLimits.DEFAULT);
    intake.write(body("down", "new"));
    MetricBatch batch = (MetricBatch) intake.journal().get(1);
    assertThat(batch.seriesIds()).containsExactly(1, 2);
    assertThat(batch.newSeries()).extracting(s -> s.labels().metric()).containsExactly("new");
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf, snappy, 204",
    "application/x-protobuf;proto=prometheus.WriteRequest, snappy, 204",
    "application/x-protobuf; proto=\"prometheus.WriteRequest\", SNAPPY, 204",
    "application/x-protobuf;proto=io.prometheus.write.v3.Request, snappy, 415",
    "application/x-protobuf;proto=, snappy, 415",
    "application/json, snappy, 415",
    "'', snappy, 415",
    "application/x-protobuf, gzip, 415",
    "application/x-protobuf, '', 415"
  })
  void theHeadersChooseTheProtocol(String type, String encoding, int status) throws Exception {
    HttpResponse<String> response = intake.post(WRITE, type, encoding, body("up"));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(intake.journal()).hasSize(status == 204 ? 1 : 0);
  }

  @Test
  void eachAnswerOfRemoteWrite2SaysHowManySamplesAreKept() throws Exception {
    Request2 request = new Request2();
    Wire up = request.labels("__name__", "up").bytes(2, Request2.sample(1, MILLIS, MILLIS - 9));
    request.series(up.bytes(2, Request2.sample(2, MILLIS + 1, 0)).text(3, "histogram"));
    byte[] good = Snappy.compress(request.toBytes());
    assertWritten(intake.post(WRITE, TYPE_2, "snappy", good), 204, 2);
    MetricBatch batch = (MetricBatch) intake.journal().get(0);
    assertThat(batch.startsMillis()).containsExactly(MILLIS - 9, 0);

    request.series(request.labels("job", "x").bytes(2, Request2.sample(1, MILLIS, 0)));
    byte[] partial = Snappy.compress(request.toBytes());
    HttpResponse<String> response = intake.post(WRITE, TYPE_2, "snappy", partial);
    assertWritten(response, 400, 2);
    assertThat(response.body()).startsWith("1 of 3 samples are refused (labels 1)");

    assertWritten(intake.post(WRITE, TYPE_2, "snappy", new byte[] {1}), 400, 0);
    assertWritten(intake.post(WRITE, TYPE_2, "snappy", Snappy.compress("x")), 400, 0);
    assertWritten(intake.post(WRITE, TYPE_2, "gzip", good), 415, 0);
    assertWritten(intake.post(WRITE, TYPE_2, "snappy", Snappy.compress(new byte[5 << 20])), 413, 0);
    assertWritten(intake.post(WRITE, TYPE_2, "snappy", new byte[2 << 20]), 413, 0);
    assertThat(intake.metrics.samples(IngestMetrics.Protocol.REMOTE_WRITE_2).sum()).isEqualTo(4);
  }

  private static void assertWritten(HttpResponse<String> response, int status, int samples) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    String header = "X-Prometheus-Remote-Write-%s-Written";
    assertThat(response.headers().firstValue(header.formatted("Samples"))).hasValue("" + samples);
    assertThat(response.headers().firstValue(header.formatted("Histograms"))).hasValue("0");
    assertThat(response.headers().firstValue(header.formatted("Exemplars"))).hasValue("0");
  }

  @Test
  void aSampleFromTheFutureIsNamedAndTheRestIsKept() throws Exception {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    encoder.add(labels("up"), MILLIS, 1).add(labels("down"), MILLIS + 300_001, 1);
    HttpResponse<String> response = intake.write(encoder.body());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith(
            "1 of 2 samples are refused (in_future 1), the others are kept. The first: down")
        .contains("2026-11-22T10:05:00.001Z is more than 5 minutes ahead");
    assertThat(intake.journal()).hasSize(1);
    assertThat(intake.metrics.refused(Refusal.IN_FUTURE).sum()).isEqualTo(1);
  }

  @Test
  void damagedBodiesAre400AndLeaveNoTrace() throws Exception {
    byte[] good = body("up");
    for (int length = 0; length < good.length; length += 3) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThat(intake.write(cut).statusCode()).as("cut at %d", length).isEqualTo(400);
    }
    HttpResponse<String> notProtobuf = intake.write(Snappy.compress("not a request at all"));
    assertThat(notProtobuf.statusCode()).isEqualTo(400);
    assertThat(notProtobuf.body()).contains("nothing of this request is kept");
    assertThat(intake.journal()).isEmpty();
    assertThat(intake.write(good).statusCode()).isEqualTo(204);
    assertThat(((MetricBatch) intake.journal().get(0)).seriesIds()).containsExactly(0);
  }

  @Test
  void aBodyThatClaimsTooMuchIsRefusedUnread() throws Exception {
    byte[] large = Snappy.compress(new byte[5 << 20]);
    assertThat(large).hasSizeLessThan(1 << 20);
    assertThat(intake.write(large).statusCode()).isEqualTo(413);
    byte[] liar = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 0, 'x'};
    assertThat(intake.write(liar).statusCode()).isEqualTo(400);
    assertThat(intake.write(liar).body()).contains("7 bytes cannot decompress to 2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {WRITE, METRICS, INCIDENTS})
  void aBodyLargerThanAllowedIs413(String path) throws Exception {
    byte[] noise = new byte[(1 << 20) + 1];
    new Random(5).nextBytes(noise);
    HttpResponse<String> response = intake.post(path, "application/x-protobuf", "snappy", noise);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("larger than 1048576 bytes");
  }

  @Test
  void aFullQueueAsksToTryAgainAndKeepsWhatItTook() throws Exception {
    byte[] large = body(400_000);
    intake.follower.lock();
    try {
      CompletableFuture<HttpResponse<String>> held = intake.writeLater(body("up"));
      await().until(() -> intake.journal().size() == 1);
      CompletableFuture<HttpResponse<String>> first = intake.writeLater(large);
      CompletableFuture<HttpResponse<String>> second = intake.writeLater(large);
      CompletableFuture<HttpResponse<String>> third = intake.writeLater(large);
      HttpResponse<String> refused =
          first
              .applyToEither(second, answer -> answer)
              .applyToEither(third, answer -> answer)
              .get(10, TimeUnit.SECONDS);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(held).as("not answered before the follower has it").isNotDone();
      intake.follower.unlock();
      assertThat(held.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
      assertThat(List.of(first, second, third))
          .extracting(f -> f.get(10, TimeUnit.SECONDS).statusCode())
          .containsExactlyInAnyOrder(204, 204, 503);
    } finally {
      if (intake.follower.isHeldByCurrentThread()) {
        intake.follower.unlock();
      }
    }
  }

  @Test
  void whenNoSeriesFitsTheKnownOnesGoOn() throws Exception {
    String[] names = new String[100];
    Arrays.setAll(names, i -> "m" + i);
    assertThat(intake.write(body(names)).statusCode()).isEqualTo(204);
    HttpResponse<String> response = intake.write(body("m0", "more"));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("limit of 100 series");
    assertThat(((MetricBatch) intake.journal().get(1)).size()).isEqualTo(1);
  }

  @Test
  void jsonSamplesAreKept() throws Exception {
    HttpResponse<String> response =
        intake.json(
            METRICS,
            """
            [{"name":"up","labels":{"job":"a"},"at":"2026-11-22T11:00:00+01:00","value":1.5},
             {"name":"up","at":%d,"value":2,"start":"2026-11-22T09:00:00Z"}]"""
                .formatted(MILLIS));
    assertThat(response.statusCode()).isEqualTo(204);
    MetricBatch batch = (MetricBatch) intake.journal().get(0);
    assertThat(batch.startsMillis()).containsExactly(0, MILLIS - 3_600_000);
    assertThat(batch.timesMillis()).containsExactly(MILLIS, MILLIS);
    assertThat(batch.newSeries().get(0).labels().get("job")).isEqualTo("a");
    assertThat(intake.metrics.samples(IngestMetrics.Protocol.JSON).sum()).isEqualTo(2);
  }

  @Test
  void jsonAndRemoteWriteMeanTheSameSeries() throws Exception {
    intake.write(body("up"));
    intake.json(
        METRICS,
        "[{\"name\":\"up\",\"labels\":{\"job\":\"test\"},\"at\":%d,\"value\":1}]"
            .formatted(MILLIS));
    assertThat(((MetricBatch) intake.journal().get(1)).seriesIds()).containsExactly(0);
  }

  @Test
  void eachBadItemIsNamedAndTheOthersAreKept() throws Exception {
    String lines =
        """
        {"name":"up","at":"2026-11-22T10:00:00Z","value":1}
        {"name":"up","value":1}
        {"name":"up","at":"2026-11-22T10:00:00","value":1}

        {"name":"up","at":"2026-11-22T10:00:00Z","value":NaN}
        {"name":"up","at":"2026-11-22T10:00:00Z","value":1e999}
        {"name":"up","at":"2026-11-22T10:00:00Z","value":"1"}
        {"name":"up","at":1790000000,"value":1}
        {"name":"up","at":"2026-11-22T10:05:01Z","value":1}
        {"name":"up","at":"2025-01-01T00:00:00Z","value":1}
        {"name":"u p","at":"2026-11-22T10:00:00Z","value":1}
        {"name":"up","time":"2026-11-22T10:00:00Z","value":1}
        {"name":"up","labels":{"code":500},"at":"2026-11-22T10:00:00Z","value":1}
        [1]
        {"name":
        {"name":"up","at":"2026-11-22T10:00:00Z","start":"2026-11-22T10:00:01Z","value":2}
        {"name":"up","at":"2026-11-22T10:00:00Z","value":2}""";
    HttpResponse<String> response = intake.lines(METRICS, lines);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(response.body());
    assertThat(problem.get("status").intValue()).isEqualTo(400);
    assertThat(problem.get("accepted").intValue()).isEqualTo(2);
    assertThat(problem.get("detail").textValue()).startsWith("14 of 16 items are refused");
    assertThat(problem.get("items"))
        .extracting(item -> item.get("index").intValue())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    assertThat(problem.get("items"))
        .extracting(item -> item.get("reason").textValue())
        .satisfiesExactly(
            r -> assertThat(r).isEqualTo("at is missing"),
            r -> assertThat(r).contains("write a time with its offset"),
            r -> assertThat(r).contains("not a finite number"),
            r -> assertThat(r).contains("not a finite number"),
            r -> assertThat(r).isEqualTo("value must be a number"),
            r -> assertThat(r).contains("numbers are milliseconds"),
            r -> assertThat(r).contains("more than 5 minutes ahead"),
            r -> assertThat(r).contains("more than 400 days ago"),
            r -> assertThat(r).contains("metric name u p"),
            r -> assertThat(r).contains("unknown field 'time'; the fields are name, labels"),
            r -> assertThat(r).contains("the label code must be text"),
            r -> assertThat(r).contains("not an object"),
            r -> assertThat(r).contains("not JSON"),
            r -> assertThat(r).contains("start is later than at"));
    assertThat(((MetricBatch) intake.journal().get(0)).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "[{\"name\":\"up\",\"at\":1795341600000,\"value\":1}",
        "[{\"name\":\"up\",\"name\":\"up\",\"at\":1795341600000,\"value\":1}]",
        "[] []"
      })
  void aBrokenDocumentKeepsNothing(String body) throws Exception {
    HttpResponse<String> response = intake.json(METRICS, body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("nothing of this request is kept");
    assertThat(intake.journal()).isEmpty();
    assertThat(intake.index.confirmed()).isZero();
  }

  @Test
  void incidentEventsAreKeptOnce() throws Exception {
    String opened =
        """
        {"id":"e1","incident":"INC1","service":"checkout","at":"2026-11-22T09:00:00Z",
         "type":"opened","state":"New","priority":3,"seq":2,"attributes":{"group":"web","hops":1}}""";
    String moved =
        """
        {"id":"e2","incident":"INC1","at":"2026-11-22T09:30:00Z","type":"state","to":"Resolved",
         "receivedAt":"2026-11-22T09:31:00Z"}""";
    assertThat(events("[%s,%s,%s]".formatted(opened, moved, opened))).isEqualTo("2 1 []");
    assertThat(events(opened)).as("a single object").isEqualTo("0 1 []");
    IncidentBatch batch = (IncidentBatch) intake.journal().get(0);
    assertThat(batch.events())
        .containsExactly(
            new IncidentEvent(
                "e1",
                "INC1",
                "checkout",
                Instant.parse("2026-11-22T09:00:00Z"),
                IncidentEvent.Type.OPENED,
                "New",
                "3",
                2,
                NOW,
                "",
                IncidentEvent.Kind.INCIDENT,
                Map.of("group", "web", "hops", "1")),
            new IncidentEvent(
                "e2",
                "INC1",
                "",
                Instant.parse("2026-11-22T09:30:00Z"),
                IncidentEvent.Type.STATE,
                "Resolved",
                "",
                0,
                Instant.parse("2026-11-22T09:31:00Z"),
                "",
                IncidentEvent.Kind.INCIDENT,
                Map.of()));
    assertThat(intake.journal()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"incident\":\"I\",\"at\":1795341600000,\"type\":\"deleted\"} | id is missing",
        "{\"id\":\"a\",\"at\":1795341600000,\"type\":\"deleted\"} | incident is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"type\":\"deleted\"} | at is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000} | type is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"closed\"} | write one of opened, state",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"opened\"} | must name its service",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"state\"} | state is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"state\",\"to\":\"A\",\"state\":\"B\"} | differ",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"priority\"} | priority is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"state\",\"to\":\"A\",\"priority\":1} | priority does not belong",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"correction\"} | corrects is missing",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"receivedAt\":1795341900001,\"type\":\"deleted\"} | more than 5 minutes ahead",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":\"2026-11-22T10:00:00\",\"type\":\"deleted\"} | name the zone",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":\"1999-11-22T10:00:00Z\",\"type\":\"deleted\"} | outside the years",
        "{\"id\":\"a\",\"incident\":\"I\",\"at\":1795341600000,\"type\":\"deleted\",\"received_at\":1} | unknown field 'received_at'"
      })
  void anEventThatCannotBeUsedSaysWhy(String event, String reason) throws Exception {
    HttpResponse<String> response = intake.json(INCIDENTS, "[" + event + "]");
    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode body = new ObjectMapper().readTree(response.body());
    assertThat(body.get("accepted").intValue()).isZero();
    assertThat(body.at("/rejected/0/index").intValue()).isZero();
    assertThat(body.at("/rejected/0/reason").textValue()).contains(reason);
    assertThat(intake.journal()).isEmpty();
  }

  @Test
  void anIdUsedForAnotherIncidentIsNoDuplicate() throws Exception {
    String event =
        "{\"id\":\"e1\",\"incident\":\"%s\",\"at\":1795341600000,\"type\":\"deleted\"}\n";
    HttpResponse<String> response =
        intake.lines(INCIDENTS, event.formatted("INC1") + event.formatted("INC2"));
    assertThat(response.body()).contains("the id e1 is taken by an event of INC1");
  }

  @Test
  void jsonCallsWantJson() throws Exception {
    for (String path : List.of(METRICS, INCIDENTS)) {
      for (String type : List.of("", "text/plain", "application/json; charset=latin1")) {
        HttpResponse<String> response = intake.post(path, type, "", "[]".getBytes(UTF_8));
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
      }
      assertThat(intake.post(path, "application/json", "br", "[]".getBytes(UTF_8)).statusCode())
          .isEqualTo(415);
    }
  }

  private String events(String json) throws IOException, InterruptedException {
    HttpResponse<String> response = intake.json(INCIDENTS, json);
    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode body = new ObjectMapper().readTree(response.body());
    return body.get("accepted") + " " + body.get("duplicates") + " " + body.get("rejected");
  }

  private static byte[] body(String... names) {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    for (String name : names) {
      encoder.add(labels(name), MILLIS, 1);
    }
    return encoder.body();
  }

  private static byte[] body(int bytes) {
    RemoteWriteEncoder encoder = new RemoteWriteEncoder();
    while (encoder.message().length < bytes) {
      for (int i = 0; i < 1000; i++) {
        encoder.add(labels("up"), MILLIS, i);
      }
    }
    return encoder.body();
  }

  private static Labels labels(String name) {
    return Labels.of(List.of(new Label(Labels.METRIC_NAME, name), new Label("job", "test")));
  }
}
