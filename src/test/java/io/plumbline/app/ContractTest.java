package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.http.ContractSchemas;
import io.plumbline.publish.Channel;
import io.plumbline.publish.PayloadFormat;
import io.plumbline.rules.RulesFolder;
import io.plumbline.testing.MovableClock;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A daemon that has something of everything answers as its contract says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final Channel NOBODY =
      new Channel(
          "nobody",
          URI.create("http://127.0.0.1:9/"),
          Optional.empty(),
          PayloadFormat.PLUMBLINE,
          List.of());

  private final ObjectMapper json = new ObjectMapper();
  private final MovableClock clock = new MovableClock(T0);
  private RunningDaemon daemon;
  private ContractSchemas contract;

  @BeforeAll
  void live(@TempDir Path folder) throws Exception {
    daemon = RunningDaemon.start(folder, clock, 1, List.of(NOBODY));
    contract = new ContractSchemas(daemon.call("GET", "/api/v1/openapi.yaml", "", "").body());
    daemon.requests("payments", "200", T0, 0);
    daemon.requests("payments", "500", T0, 0);
    opened("INC1", "1");
    opened("INC2", "4");
    daemon.post(
        "/api/v1/incidents",
        """
        [{"id":"INC1/2","incident":"INC1","at":"2100-01-01T00:00:00Z","type":"deleted"}]
        """);
    for (int i = 1; i <= 3; i++) {
      clock.advance(Duration.ofSeconds(30));
      daemon.requests("payments", "500", clock.instant(), 100L * i);
      daemon.requests("payments", "200", clock.instant(), 900L * i);
      daemon.post(
          "/api/v1/metrics",
          """
          {"name":"disk_used_ratio","labels":{"service":"search"},"at":"%s","value":0.9}
          """
              .formatted(clock.instant()));
    }
    shows("findings?kind=at_risk");
    shows("clocks?service=checkout");
    shows("capacity?service=search");
    clock.advance(Duration.ofMinutes(17));
    shows("clocks?state=breached");
    shows("findings?kind=breach");
    shows("deliveries?channel=nobody");
    daemon.edit("standard/error-budget.drl", "remaining > 0", "remainin > 0");
    shows("problems");
  }

  @AfterAll
  void stop() {
    daemon.close();
  }

  private void opened(String ticket, String priority) {
    daemon.post(
        "/api/v1/incidents",
        """
        [{"id":"%s/1","incident":"%s","service":"checkout","at":"%s","type":"opened",\
        "state":"New","priority":"%s"}]
        """
            .formatted(ticket, ticket, T0, priority));
  }

  private void shows(String query) {
    await(query)
        .atMost(Duration.ofSeconds(60))
        .until(() -> !daemon.items("/api/v1/" + query).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "services, /api/v1/services",
    "services, /api/v1/services?state=breach&limit=1",
    "service, /api/v1/services/payments",
    "service, /api/v1/services/checkout",
    "service, /api/v1/services/search",
    "objectives, /api/v1/objectives?limit=2",
    "clocks, /api/v1/clocks",
    "clocks, /api/v1/clocks?asOf=2100-01-01T00:00:00Z",
    "incident, /api/v1/incidents/INC1",
    "incident, /api/v1/incidents/INC2?asOf=2100-01-01T00:00:00Z&knownAt=2100-01-01T00:00:00Z",
    "quarantine, /api/v1/quarantine",
    "capacity, /api/v1/capacity",
    "findings, /api/v1/findings",
    "rules, /api/v1/rules",
    "problems, /api/v1/problems",
    "deliveries, /api/v1/deliveries",
    "channels, /api/v1/channels",
    "improvements, /api/v1/improvements",
    "contract, /api/v1/openapi.yaml",
    "scrape, /metrics",
    "live, /health/live",
    "health, /health",
    "ready, /health/ready"
  })
  void answersAsTheContractSays(String operation, String path) throws Exception {
    HttpResponse<String> answer = daemon.call("GET", path, "", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    conforms(operation, answer);
    if (answer.body().contains("\"items\"") && !operation.equals("improvements")) {
      assertThat(json.readTree(answer.body()).path("items")).isNotEmpty();
    }
  }

  @Test
  void answersForEachFindingAsTheContractSays() throws Exception {
    for (JsonNode finding : daemon.items("/api/v1/findings")) {
      String id = finding.path("id").asText();
      conforms("finding", daemon.call("GET", "/api/v1/findings/" + id, "", ""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics | 204 | application/json | []",
        "metrics | 400 | application/json | [{\"name\":\"a\",\"value\":1},{}]",
        "metrics | 400 | application/json | {",
        "metrics | 400 | application/json | [{\"name\":\"\\ud800\",\"at\":1,\"value\":1}]",
        "metrics | 400 | application/json | [{\"name\":\"a\",\"at\":1e999999999,\"value\":1}]",
        "incidents | 202 | application/json | [{\"id\":\"\\udc00\"}]",
        "metrics | 415 | text/plain | []",
        "incidents | 202 | application/json | [{}]",
        "incidents | 202 | application/x-ndjson | {\"id\":1}",
        "incidents | 400 | application/json | {",
        "incidents | 415 | application/xml | <a/>",
        "write | 415 | application/x-protobuf | a",
        "write | 415 | application/json | {}"
      })
  void takesAndRefusesAsTheContractSays(String call, int status, String type, String body) {
    HttpResponse<String> answer = daemon.call("POST", "/api/v1/" + call, type, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    conforms(call.equals("write") ? "remoteWrite" : call, answer);
  }

  @Test
  void takesABackupAsTheContractSays(@TempDir Path to) {
    String body = "{\"to\": \"%s\"}".formatted(to);

    conforms("backup", daemon.call("POST", "/backups", "application/json", body));
    conforms("backup", daemon.call("POST", "/backups", "application/json", "{}"));
    conforms("backup", daemon.call("POST", "/backups", "application/json", "{\"to\": \"here\"}"));
    conforms(
        "backup", daemon.call("POST", "/backups", "application/json", "{\"to\": \"\\u0000\"}"));
    conforms("backup", daemon.call("POST", "/backups", "text/plain", body));
    conforms("backup", daemon.call("POST", "/backups", "application/json", " ".repeat(10_000)));
  }

  @Test
  void takesABacktestAsTheContractSays() throws Exception {
    ArrayNode files = json.createArrayNode();
    for (SourceFile file : RulesFolder.read(Path.of("rules"))) {
      files
          .addObject()
          .put("path", file.path())
          .put("text", file.text().replace("@severity(\"page\")", "@severity(\"ticket\")"));
    }
    String path = "/api/v1/backtests";
    String body = json.createObjectNode().set("files", files).toString();
    HttpResponse<String> begun = daemon.call("POST", path, "application/json", body);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    conforms("backtest", begun);
    String state = begun.headers().firstValue("location").orElseThrow();
    await(state)
        .atMost(Duration.ofMinutes(2))
        .until(() -> !daemon.call("GET", state, "", "").body().contains("\"running\""));

    HttpResponse<String> done = daemon.call("GET", state, "", "");
    conforms("backtestState", done);
    JsonNode told = json.readTree(done.body());
    assertThat(told.path("state").asText()).as(done.body()).isEqualTo("done");
    assertThat(told.at("/report/moved/0/changes/0").toString())
        .isEqualTo("{\"what\":\"severity\",\"was\":\"page\",\"is\":\"ticket\"}");
    HttpResponse<String> page = daemon.call("GET", state + "/page", "", "");
    conforms("backtestPage", page);
    assertThat(page.body()).contains(told.at("/report/headline").asText());
    conforms("backtestState", daemon.call("GET", path + "/none", "", ""));
    conforms("backtestPage", daemon.call("GET", path + "/none/page", "", ""));
    String wrong = body.replace("remaining > 0,", "remainin > 0,");
    for (String refused : List.of("{}", "[1", "{\"files\":[{}]}", "{\"to\":\"now\"}", wrong)) {
      HttpResponse<String> answer = daemon.call("POST", path, "application/json", refused);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      conforms("backtest", answer);
    }
    conforms("backtest", daemon.call("POST", path, "text/plain", body));
  }

  @ParameterizedTest
  @CsvSource({
    "replayDelivery, /api/v1/deliveries/none/replay, 404",
    "replayDelivery, /api/v1/deliveries/dead.nobody.none.0000000001/replay, 404",
    "replayChannel, /api/v1/channels/nobody/replay, 200",
    "replayChannel, /api/v1/channels/none/replay, 404",
    "enableChannel, /api/v1/channels/nobody/enable, 200",
    "enableChannel, /api/v1/channels/none/enable, 404",
    "enableChannel, /api/v1/channels/nobody/enable?now=1, 400"
  })
  void actsOnReceiversAsTheContractSays(String operation, String path, int status) {
    HttpResponse<String> answer = daemon.call("POST", path, "", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    conforms(operation, answer);
  }

  @ParameterizedTest
  @CsvSource({
    "service, /api/v1/services/none, 404",
    "finding, /api/v1/findings/none, 404",
    "improvement, /api/v1/improvements/none, 404",
    "services, /api/v1/services?state=broken, 400",
    "service, /api/v1/services/payments?limit=3, 400",
    "stream, /api/v1/stream?since=3, 400",
    "scrape, /metrics?name=up, 400",
    "live, /health/live?verbose=1, 400"
  })
  void refusesAsTheContractSays(String operation, String path, int status) {
    HttpResponse<String> answer = daemon.call("GET", path, "", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    conforms(operation, answer);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/services, 405, GET",
    "DELETE, /api/v1/services/payments, 405, GET",
    "GET, /api/v1/write, 405, POST",
    "PUT, /metrics, 405, GET",
    "POST, /health/ready, 405, GET",
    "POST, /services, 405, GET",
    "GET, /api/v1/nothing, 404, ",
    "GET, /nothing, 404, ",
    "POST, /health/nothing, 404, ",
    "GET, /assets/nothing, 404, "
  })
  void refusesWhatIsNotInItWithAProblem(String method, String path, int status, String allow)
      throws Exception {
    HttpResponse<String> answer = daemon.call(method, path, "application/json", "");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("allow")).isEqualTo(Optional.ofNullable(allow));
    assertThat(contract.faults("Problem", answer.body())).isEmpty();
    assertThat(json.readTree(answer.body()).path("detail").asText())
        .contains(path)
        .contains(status == 405 ? "send " + allow : "openapi.yaml");
  }

  @Test
  void streamsEventsAsTheContractSays() throws Exception {
    HttpResponse<InputStream> stream = daemon.stream("/api/v1/stream");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(contract.faults("stream", stream.statusCode(), stream.headers().map(), "-"))
          .isEmpty();
      opened("INC3", "1");
      clock.advance(Duration.ofMinutes(20));
      String data =
          lines.lines().filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      assertThat(contract.faults("FindingEvent", data.substring(6))).isEmpty();
    }
  }

  private void conforms(String operation, HttpResponse<String> answer) {
    assertThat(
            contract.faults(operation, answer.statusCode(), answer.headers().map(), answer.body()))
        .as(answer.body())
        .isEmpty();
  }
}
