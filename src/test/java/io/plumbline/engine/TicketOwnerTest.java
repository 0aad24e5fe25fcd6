package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.finding.ClockStanding;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ticket of the shipped example: whose it is, and that none of its events is lost on the way. */
class TicketOwnerTest {

  private static final Instant BEGIN = Course.BEGIN;
  private static final IncidentEvent OPENED = event("e1", 0, "checkout", Type.OPENED, "New", "2");
  private static final IncidentEvent ANSWERED = event("e2", 12, "", Type.STATE, "Active", "");
  private static final IncidentEvent PASSED_ON = event("e3", 20, "payments", Type.ASSIGNED, "", "");

  private Engine engine;
  private RuleSet rules;

  @BeforeEach
  void start() throws IOException {
    var files = RulesFolder.read(Path.of("rules"));
    rules = RuleSet.compile(files).ruleSet().orElseThrow();
    engine = new Engine(set -> rules, KeptState.NONE, List.of(), 1);
    engine.apply(new Tick(BEGIN.toEpochMilli()));
    engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "test"));
  }

  @AfterEach
  void stop() {
    rules.close();
  }

  @Test
  void anEventThatComesBeforeTheServiceIsNamedStillStopsItsClock() {
    assertThat(clocks("checkout", ANSWERED, OPENED)).containsExactly("INC1 resolution");
  }

  @Test
  void theServiceNamedLastHasTheTicketAndTheOneBeforeHasItNoLonger() {
    assertThat(clocks("checkout", OPENED, ANSWERED)).containsExactly("INC1 resolution");

    assertThat(clocks("payments", PASSED_ON)).containsExactly("INC1 resolution");
    assertThat(clocks("checkout", event("e4", 25, "", Type.STATE, "Active", ""))).isEmpty();
  }

  @Test
  void anOlderOrRepeatedEventDoesNotTakeATicketBack() {
    assertThat(clocks("payments", PASSED_ON, ANSWERED, OPENED, OPENED))
        .containsExactly("INC1 resolution");
    assertThat(clocks("checkout")).isEmpty();
  }

  @Test
  void aTargetBrokenMonthsAgoIsToldAndJudgingGoesOn() {
    int ninetyDaysAgo = -90 * 24 * 60;
    IncidentEvent opened = event("e1", ninetyDaysAgo, "checkout", Type.OPENED, "New", "2");
    assertThat(clocks("checkout", opened)).contains("INC1 resolution");
    assertThat(clocks("checkout", ANSWERED)).containsExactly("INC1 resolution");
  }

  private List<String> clocks(String service, IncidentEvent... events) {
    for (IncidentEvent event : events) {
      engine.apply(new IncidentBatch(List.of(event)));
    }
    engine.touchAll();
    Tick tick = new Tick(engine.now().plus(Duration.ofMinutes(20)).toEpochMilli());
    return engine.apply(tick).orElseThrow().standings().stream()
        .filter(standing -> standing.service().name().equals(service))
        .flatMap(standing -> standing.clocks().stream())
        .map(TicketOwnerTest::name)
        .toList();
  }

  private static String name(ClockStanding clock) {
    return clock.progress().incident() + " " + clock.progress().target();
  }

  private static IncidentEvent event(
      String id, int minute, String service, Type type, String state, String priority) {
    Instant at = BEGIN.plus(Duration.ofMinutes(minute));
    return new IncidentEvent(
        id,
        "INC1",
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
}
