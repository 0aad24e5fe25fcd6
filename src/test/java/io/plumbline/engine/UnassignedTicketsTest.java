package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tickets of services that are in the catalogue later, no longer, or never. */
class UnassignedTicketsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-02T09:00:00Z");
  private static final List<String> JUDGING =
      List.of("standard/incident.drl", "standard/unassigned.drl");
  private static final SourceFile TILL =
      new SourceFile(
          "shop/catalogue/till.yaml",
          """
          apiVersion: openslo/v1
          kind: Service
          metadata: {name: till}
          spec: {description: Rings}
          ---
          apiVersion: plumbline/v1
          kind: Agreement
          metadata: {name: acme-till}
          spec:
            type: SLA
            service: till
            counterparty: ACME
            validFrom: 2026-01-01
            incidentTargets:
              - {name: resolution, calendar: always, start: opened, stop: last, stopStates: [Resolved],
                 byPriority: {"1": 4h}, onPriorityChange: retroactive, retroactivePause: true,
                 onReopen: resume, atRiskPercent: [75]}
          """);

  private List<SourceFile> shop;
  private Engine engine;
  private long version;
  private final List<FindingEvent> told = new ArrayList<>();
  private final Map<String, ServiceStanding> board = new TreeMap<>();
  private final Map<String, List<String>> verdicts = new TreeMap<>();

  @BeforeEach
  void start() throws IOException {
    // Two files of rules are compiled sooner than all.
    shop =
        RulesFolder.read(Path.of("rules")).stream()
            .filter(file -> !file.path().matches(".*\\.(drl|csv)") || JUDGING.contains(file.path()))
            .toList();
    engine = begin(2);
  }

  private Engine begin(int shards) {
    Engine begun =
        new Engine(
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            KeptState.NONE,
            List.of(),
            shards);
    begun.apply(new Tick(BEGIN.toEpochMilli()));
    return begun;
  }

  @AfterEach
  void stop() {
    engine.rules().ifPresent(RuleSet::close);
    engine.close();
  }

  @Test
  void aTicketOfNoCataloguedServiceIsAFindingUntilItsServiceIsCatalogued() {
    activate(shop);
    send(opened("INC1", 0, "till"));
    tick(10);
    assertThat(board.get("unassigned").open())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("Tickets of no catalogued service");
              assertThat(finding.text()).endsWith("not in the catalogue: 1 of till");
              assertThat(finding.start()).isEqualTo(BEGIN);
            });

    activate(withTill());
    tick(11);
    assertThat(clocks("till")).containsExactly("INC1 resolution opened " + BEGIN);
    assertThat(board.get("unassigned").open()).isEmpty();
    assertThat(told)
        .extracting(event -> event.change().name())
        .containsExactly("RAISED", "CLEARED");

    tick(4 * 60 + 1);
    assertThat(told.get(told.size() - 1).finding().rule()).isEqualTo("Target broken");
    assertThat(told.get(told.size() - 1).finding().start())
        .isEqualTo(BEGIN.plus(Duration.ofHours(4)));
  }

  @Test
  void anEditedRuleJudgesTicketsThatStayAsTheyAre() {
    List<SourceFile> lax =
        shop.stream()
            .map(f -> new SourceFile(f.path(), f.text().replace("tickets > 0", "tickets > 10")))
            .toList();
    activate(lax);
    send(opened("INC1", 0, "till"));
    tick(10);
    assertThat(board.get("unassigned").open()).isEmpty();
    activate(shop);
    tick(11);
    assertThat(board.get("unassigned").open()).hasSize(1);
    activate(lax);
    tick(12);
    assertThat(board.get("unassigned").open()).isEmpty();
  }

  @Test
  void theTicketsOfAServiceThatLeavesTheCatalogueAreKeptAndComeBackWithIt() {
    activate(withTill());
    send(opened("INC1", 0, "till"));
    send(opened("INC2", 0, "checkout"));
    tick(10);
    assertThat(clocks("till")).hasSize(1);

    activate(shop);
    tick(20);
    assertThat(board.get("unassigned").open()).hasSize(1);
    send(event("INC1", "solved", 15, "", Type.STATE, "Resolved", ""));
    tick(30);

    activate(withTill());
    tick(40);
    assertThat(clocks("till")).isEmpty();
    assertThat(verdicts.get("till")).containsExactly("resolution met");
    assertThat(clocks("checkout")).hasSize(2);
  }

  @Test
  void aTicketWhoseEventsNameManyServicesIsInTheSameHandsWhateverTheirOrder() {
    List<IncidentEvent> events =
        List.of(
            opened("INC1", 0, "till"),
            event("INC1", "a", 1, "checkout", Type.ASSIGNED, "", ""),
            event("INC1", "b", 2, "nowhere", Type.ASSIGNED, "", ""),
            event("INC1", "c", 3, "payments", Type.ASSIGNED, "", ""),
            event("INC1", "d", 4, "nowhere", Type.ASSIGNED, "", ""),
            event("INC1", "e", 5, "", Type.STATE, "Active", ""),
            ahead(event("INC1", "f", 6, "checkout", Type.ASSIGNED, "", "")));
    shop = shop.stream().filter(file -> !file.path().matches(".*\\.(drl|csv)")).toList();
    Random random = new Random(5);
    for (int run = 0; run < 30; run++) {
      engine.close();
      board.clear();
      engine = begin(1 + run % 3);
      List<IncidentEvent> shuffled = new ArrayList<>(events);
      shuffled.add(events.get(random.nextInt(events.size())));
      Collections.shuffle(shuffled, random);
      int edit = random.nextInt(shuffled.size());
      for (int i = 0; i < shuffled.size(); i++) {
        if (i == edit) {
          activate(random.nextBoolean() ? withTill() : shop);
        }
        send(shuffled.get(i));
      }
      activate(shop);
      tick(10);
      assertThat(clocks("payments")).as("run %d", run).hasSize(1);
      assertThat(clocks("checkout")).isEmpty();
      assertThat(board.get("unassigned") == null || board.get("unassigned").open().isEmpty())
          .isTrue();
    }
  }

  private List<SourceFile> withTill() {
    List<SourceFile> files = new ArrayList<>(shop);
    files.add(TILL);
    return files;
  }

  private void activate(List<SourceFile> files) {
    engine.rules().ifPresent(RuleSet::close);
    engine.apply(new RuleSetActivated(++version, files, RulesFolder.hash(files), "nobody", "test"));
  }

  private void send(IncidentEvent event) {
    engine.apply(new IncidentBatch(List.of(event)));
  }

  private void tick(int minute) {
    Tick tick = new Tick(BEGIN.plus(Duration.ofMinutes(minute)).toEpochMilli());
    Outcome outcome = engine.apply(tick).orElseThrow();
    outcome.standings().forEach(standing -> board.put(standing.service().name(), standing));
    outcome.events().stream()
        .filter(event -> !event.finding().rule().equals("Feed silent"))
        .forEach(told::add);
    outcome
        .verdicts()
        .forEach(
            (service, counts) ->
                verdicts.put(
                    service,
                    counts.standing().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getKey().target() + " " + entry.getKey().state())
                        .toList()));
  }

  private List<String> clocks(String service) {
    return board.get(service).clocks().stream().map(UnassignedTicketsTest::name).toList();
  }

  private static String name(ClockStanding clock) {
    return "%s %s opened %s"
        .formatted(clock.progress().incident(), clock.progress().target(), clock.opened());
  }

  private static IncidentEvent opened(String ticket, int minute, String service) {
    return event(ticket, "opened", minute, service, Type.OPENED, "New", "1");
  }

  private static IncidentEvent event(
      String ticket,
      String id,
      int minute,
      String service,
      Type type,
      String state,
      String priority) {
    Instant at = BEGIN.plus(Duration.ofMinutes(minute));
    return new IncidentEvent(
        ticket + "/" + id,
        ticket,
        service,
        at,
        type,
        state,
        priority,
        0,
        at,
        "",
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }

  private static IncidentEvent ahead(IncidentEvent event) {
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        event.at().plus(Duration.ofDays(400)),
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        event.at(),
        event.corrects(),
        event.kind(),
        event.attributes());
  }
}
