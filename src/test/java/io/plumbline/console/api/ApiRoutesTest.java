package io.plumbline.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.console.KnownTickets;
import io.plumbline.console.Lines;
import io.plumbline.console.TestServer;
import io.plumbline.console.api.DeliveryLog.Delivery;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.Cast;
import io.plumbline.report.FindingFeed;
import io.plumbline.report.FindingStore;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final Board board = new Board();
  private final FindingFeed feed = new FindingFeed();
  private LiveRules rules = LiveRules.NONE;
  private List<Delivery> sent = List.of();
  private Store store;
  private FindingStore archive;
  private ApiRoutes api;
  private TestServer server;

  @BeforeEach
  void start() {
    store = Store.open(directory);
    archive = new FindingStore(store);
    api =
        new ApiRoutes(
            board,
            archive,
            feed,
            () -> rules,
            (channel, after, limit) ->
                sent.stream()
                    .filter(d -> channel.isEmpty() || d.channel().equals(channel.get()))
                    .limit(limit)
                    .toList());
    server =
        new TestServer(
            calls -> {
              api.mount(calls);
              new RuleRoutes(board, archive, () -> rules, RuleBook.NONE).mount(calls);
              new IncidentRoutes(board, new KnownTickets(List.of(), () -> board.view().clocks()))
                  .mount(calls);
            });
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    store.close();
  }

  @Test
  void listsServicesByNameWithTheirState() throws Exception {
    Finding breach = finding(Kind.BREACH, Severity.PAGE, "checkout", "Objective missed");
    board.update(
        List.of(
            Cast.standing("payments", ServiceState.FINE),
            Cast.standing("checkout", ServiceState.BREACH, breach)),
        Cast.head());

    JsonNode page = ok("/api/v1/services");

    assertThat(page.at("/asOf").asText()).isEqualTo("2026-11-22T09:12:00Z");
    assertThat(page.at("/items")).hasSize(2);
    assertThat(page.at("/items/0/name").asText()).isEqualTo("checkout");
    assertThat(page.at("/items/0/state").asText()).isEqualTo("breach");
    assertThat(page.at("/items/0/why").asText()).isEqualTo("text of Objective missed");
    assertThat(page.at("/items/1/state").asText()).isEqualTo("fine");
    assertThat(page.at("/items/1").has("why")).isFalse();
    assertThat(page.has("next")).isFalse();
    assertThat(ok("/api/v1/services?state=breach").at("/items")).hasSize(1);
  }

  @Test
  void showsOneServiceWithAllThatStands() throws Exception {
    board.update(
        List.of(
            Cast.with(
                Cast.standing(
                    "checkout",
                    ServiceState.FINE,
                    List.of(
                        Cast.objective(
                            Cast.slo("checkout", "availability", "Availability", 0.999),
                            0.5,
                            Map.of("1h", 1.5),
                            List.of(new Point(Cast.NOW, 0.5)))),
                    List.of()),
                Cast.clock("checkout", "INC-1", "resolution", "1", 20, Duration.ofHours(3)))),
        Cast.head());

    JsonNode service = ok("/api/v1/services/checkout");

    assertThat(service.at("/name").asText()).isEqualTo("checkout");
    assertThat(service.at("/objectives/0/attainment").asDouble()).isEqualTo(0.9995);
    assertThat(service.at("/objectives/0/period").asText()).isEqualTo("PT720H");
    assertThat(service.at("/objectives/0/burnRates/1h").asDouble()).isEqualTo(1.5);
    assertThat(service.at("/objectives/0/budgetCourse/0/at").asText())
        .isEqualTo("2026-11-22T09:12:00Z");
    assertThat(service.at("/clocks/0/incident").asText()).isEqualTo("INC-1");
  }

  @Test
  void leavesOutWhatIsUnknown() throws Exception {
    board.update(
        List.of(
            Cast.with(
                Cast.standing(
                    "ledger",
                    ServiceState.UNKNOWN,
                    List.of(
                        new ObjectiveStanding(
                            Cast.slo("ledger", "availability", "Availability", 0.999),
                            false,
                            Optional.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty(),
                            1,
                            Map.of(),
                            List.of())),
                    List.of()),
                Cast.capacity("ledger", "disk", OptionalDouble.empty()))),
        Cast.head());

    JsonNode objective = ok("/api/v1/objectives").at("/items/0");
    JsonNode capacity = ok("/api/v1/capacity").at("/items/0");

    assertThat(objective.at("/known").asBoolean()).isFalse();
    assertThat(objective.at("/unknownRatio").asDouble()).isEqualTo(1);
    assertThat(objective.fieldNames())
        .toIterable()
        .doesNotContain("attainment", "budgetRemaining", "newestSample");
    assertThat(capacity.has("daysToThreshold")).isFalse();
    assertThat(capacity.at("/trendKnown").asBoolean()).isTrue();
  }

  @Test
  void listsClocksWithFilters() throws Exception {
    board.update(
        List.of(
            Cast.with(
                Cast.standing("a", ServiceState.FINE),
                Cast.held("a", "INC-1", "resolution", "4", 40),
                Cast.clock("a", "INC-2", "resolution", "2", 20, Duration.ofHours(3))),
            Cast.with(
                Cast.standing("b", ServiceState.FINE),
                Cast.clock("b", "INC-3", "response", "1", 120, Duration.ofMinutes(-20)))),
        Cast.head());

    assertThat(ok("/api/v1/clocks").at("/items")).hasSize(3);
    assertThat(ok("/api/v1/clocks?service=a").at("/items")).hasSize(2);
    assertThat(ok("/api/v1/clocks?state=paused").at("/items/0/incident").asText())
        .isEqualTo("INC-1");
    assertThat(ok("/api/v1/clocks?priority=1").at("/items/0/due").asText())
        .isEqualTo("2026-11-22T08:52:00Z");
  }

  @Test
  void explainsAFinding() throws Exception {
    Finding finding = finding(Kind.AT_RISK, Severity.TICKET, "checkout", "Budget burns");
    keep(Cast.cleared(finding, Cast.NOW.plusSeconds(60), "superseded"));

    JsonNode shown = ok("/api/v1/findings/" + finding.id());

    assertThat(shown.at("/kind").asText()).isEqualTo("at_risk");
    assertThat(shown.at("/severity").asText()).isEqualTo("ticket");
    assertThat(shown.at("/state").asText()).isEqualTo("cleared");
    assertThat(shown.at("/ended").asText()).isEqualTo("2026-11-22T09:13:00Z");
    assertThat(shown.at("/endReason").asText()).isEqualTo("superseded");
    assertThat(shown.at("/explanation/rule").asText()).isEqualTo("Budget burns");
    assertThat(shown.at("/explanation/file").asText()).isEqualTo("standard/availability.drl:12");
    assertThat(shown.at("/explanation/rulesHash").asText()).isEqualTo("9f3c1a7e5b20d4c6");
    assertThat(shown.at("/explanation/facts/ratioPercent").asDouble()).isEqualTo(99.871);
  }

  @Test
  void pagesFindingsByCursorEachOnce() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Finding finding = finding(Kind.BREACH, Severity.PAGE, "checkout", "rule " + i);
      keep(finding);
      ids.add(finding.id());
    }

    List<String> read = new ArrayList<>();
    String path = "/api/v1/findings?limit=3&service=checkout";
    for (String next = ""; next != null; ) {
      JsonNode page = ok(path + next);
      page.at("/items").forEach(item -> read.add(item.at("/id").asText()));
      next = page.has("next") ? "&cursor=" + page.at("/next").asText() : null;
    }

    assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void pagesServicesByCursorThoughTheirStateChanges() throws Exception {
    board.update(
        List.of(
            Cast.standing("a", ServiceState.FINE),
            Cast.standing("b", ServiceState.FINE),
            Cast.standing("c", ServiceState.FINE)),
        Cast.head());
    JsonNode first = ok("/api/v1/services?limit=2");

    board.update(List.of(Cast.standing("c", ServiceState.BREACH)), Cast.head());
    JsonNode second = ok("/api/v1/services?limit=2&cursor=" + first.at("/next").asText());

    assertThat(first.at("/items/1/name").asText()).isEqualTo("b");
    assertThat(second.at("/items/0/name").asText()).isEqualTo("c");
    assertThat(second.has("next")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"kind=improvement,1", "kind=breach,1", "severity=page,2", "state=cleared,0"})
  void filtersFindings(String filter, int count) throws Exception {
    keep(finding(Kind.BREACH, Severity.PAGE, "checkout", "a"));
    keep(finding(Kind.IMPROVEMENT, Severity.PAGE, "checkout", "b"));
    keep(finding(Kind.AT_RISK, Severity.INFO, "checkout", "c"));

    assertThat(ok("/api/v1/findings?" + filter).at("/items")).hasSize(count);
  }

  @Test
  void showsTheImprovementRegister() throws Exception {
    Finding improvement =
        Cast.finding(
            Kind.IMPROVEMENT,
            Severity.INFO,
            "checkout",
            "availability",
            "Same promise broken again",
            "Broken three times in 30 days",
            Cast.NOW,
            Map.of("count", 3, "evidence", List.of("f1", "f2", "f3")));
    Finding breach = finding(Kind.BREACH, Severity.PAGE, "checkout", "a");
    keep(improvement);
    keep(breach);

    JsonNode register = ok("/api/v1/improvements");

    assertThat(register.at("/items")).hasSize(1);
    JsonNode entry = ok("/api/v1/improvements/" + improvement.id());
    assertThat(entry).isEqualTo(register.at("/items/0"));
    assertThat(entry.at("/title").asText()).isEqualTo("Broken three times in 30 days");
    assertThat(entry.at("/measure").asText()).isEqualTo("availability");
    assertThat(entry.at("/cause").asText()).isEqualTo("Same promise broken again");
    assertThat(entry.at("/state").asText()).isEqualTo("PROPOSED");
    assertThat(entry.at("/evidence")).hasSize(3);
    assertThat(entry.at("/clause").asText()).isEqualTo("8.3.3");
    assertThat(server.get("/api/v1/improvements/" + breach.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void showsTheRulesInForceAndTheProblemsOfARefusedReload() throws Exception {
    rules =
        new LiveRules(
            41,
            "9f3c",
            List.of(
                new LiveRules.Pack("standard", 40, "77aa", "mia", "saved"),
                new LiveRules.Pack("team", 41, "01cc", "ben", "saved")),
            List.of(
                new RuleInfo(
                    "Budget burns fast",
                    "standard",
                    "standard/error-budget.drl",
                    3,
                    "service level manager",
                    "8.3.3",
                    Severity.PAGE,
                    Duration.ZERO,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Set.of(Kind.AT_RISK),
                    "",
                    Scope.SERVICE)),
            List.of(
                new LiveRules.Problem("team", "team/a.drl", 7, "no field \"rat\"", "write rate"),
                new LiveRules.Problem("team", "team/a.drl", 12, "no field \"x\"", "write y")));

    JsonNode live = ok("/api/v1/rules");
    JsonNode problems = ok("/api/v1/problems");

    assertThat(live.at("/version").asLong()).isEqualTo(41);
    assertThat(live.at("/packs/0/current").asBoolean()).isTrue();
    assertThat(live.at("/packs/1/version").asLong()).isEqualTo(41);
    assertThat(live.at("/packs/1/current").asBoolean()).isFalse();
    assertThat(problems.at("/items/0/pack").asText()).isEqualTo("team");
    assertThat(live.at("/rules/0/severity").asText()).isEqualTo("page");
    assertThat(live.at("/rules/0/clearAfter").asText()).isEqualTo("PT5M");
    assertThat(live.at("/rules/0/cooldown").asText()).isEqualTo("PT1H");
    assertThat(problems.at("/items")).hasSize(2);
    assertThat(problems.at("/items/0/line").asInt()).isEqualTo(7);
    assertThat(problems.at("/items/0/instead").asText()).isEqualTo("write rate");
  }

  @Test
  void listsDeliveriesOfAChannel() throws Exception {
    sent =
        List.of(
            new Delivery(
                "2",
                "hook",
                "f-1",
                "plumbline.breach.raised",
                "pending",
                3,
                Cast.NOW,
                Cast.NOW.plusSeconds(8),
                "connection refused"),
            new Delivery(
                "1", "alerts", "f-1", "plumbline.breach.raised", "dead", 1, Cast.NOW, null, null));

    assertThat(ok("/api/v1/deliveries").at("/items")).hasSize(2);
    JsonNode one = ok("/api/v1/deliveries?channel=hook").at("/items");
    assertThat(one).hasSize(1);
    assertThat(one.at("/0/reason").asText()).isEqualTo("connection refused");
    assertThat(ok("/api/v1/deliveries?limit=1").has("next")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/services?sate=breach",
        "/api/v1/services?state=broken",
        "/api/v1/findings?kind=risk",
        "/api/v1/findings?limit=0",
        "/api/v1/findings?limit=1001",
        "/api/v1/findings?limit=many",
        "/api/v1/findings?cursor=!",
        "/api/v1/findings?cursor=AAAA"
      })
  void refusesAQuestionItCannotAnswer(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.at("/status").asInt()).isEqualTo(400);
    assertThat(problem.at("/detail").asText()).isNotEmpty();
  }

  @Test
  void refusesAQueryThatCannotBeDecoded() throws Exception {
    assertThat(server.raw("/api/v1/services?state=%zz"))
        .startsWith("HTTP/1.0 400 ")
        .contains("application/problem+json");
  }

  @Test
  void saysWhatToWriteInstead() throws Exception {
    assertThat(detail("/api/v1/findings?kind=risk"))
        .isEqualTo("the kind \"risk\" is not known; write one of breach, at_risk, improvement");
    assertThat(detail("/api/v1/services?sate=x"))
        .isEqualTo("there is no parameter \"sate\" here; use state, limit or cursor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/services/none", "/api/v1/findings/none", "/api/v1/improvements/none"})
  void answersNotFoundAsAProblem(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).at("/detail").asText()).contains("\"none\"");
  }

  @Test
  void streamsFindingEventsUntilClosed() throws Exception {
    FindingEvent event =
        new FindingEvent(
            FindingEvent.Change.RAISED,
            finding(Kind.BREACH, Severity.PAGE, "checkout", "a"),
            Cast.NOW,
            Cast.NOW);
    try (Lines stream = server.lines("/api/v1/stream")) {
      await().until(() -> stream.read().contains("retry: 2000"));

      feed.publish(List.of(event));

      await().until(() -> stream.read().stream().anyMatch(line -> line.startsWith("data: ")));
      assertThat(stream.response().headers().firstValue("content-type"))
          .contains("text/event-stream");
      assertThat(stream.read()).contains("id: " + event.id());
      JsonNode data = JSON.readTree(last(stream).substring("data: ".length()));
      assertThat(data.at("/type").asText()).isEqualTo("plumbline.breach.raised");
      assertThat(data.at("/finding/service").asText()).isEqualTo("checkout");

      api.close();
      await().until(stream::ended);
      assertThat(server.get("/api/v1/stream").statusCode()).isEqualTo(503);
    }
  }

  private static String last(Lines stream) {
    return stream.read().stream().filter(line -> line.startsWith("data: ")).findFirst().orElse("");
  }

  private String detail(String path) throws Exception {
    return JSON.readTree(server.get(path).body()).at("/detail").asText();
  }

  private JsonNode ok(String path) throws Exception {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    return JSON.readTree(answer.body());
  }

  private void keep(Finding finding) {
    Batch batch = new Batch();
    archive.put(batch, finding);
    store.write(batch, false);
  }

  private static Finding finding(Kind kind, Severity severity, String service, String rule) {
    return Cast.finding(kind, severity, service, rule, "text of " + rule, Cast.NOW);
  }
}
