package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was told and turns out never to have held is withdrawn; what held and is over is cleared.
 */
class WithdrawalTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till}
      spec: {description: Takes the money}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: till-works}
      spec:
        service: till
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicator:
          metadata: {name: till-errors}
          spec:
            ratioMetric:
              counter: true
              bad:   {metricSource: {type: prometheus, spec: {selector: 'requests_total{code="500"}'}}}
              total: {metricSource: {type: prometheus, spec: {selector: 'requests_total'}}}
        objectives: [{target: 0.9}]
      ---
      apiVersion: plumbline/v1
      kind: Calendar
      metadata: {name: always}
      spec:
        zone: UTC
        windows: {MON: ["00:00-24:00"], TUE: ["00:00-24:00"]}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: acme-till}
      spec:
        type: SLA
        service: till
        counterparty: ACME
        validFrom: 2026-01-01
        availability: {target: 0.998, downPriorities: ["1"], upStates: [Resolved]}
        incidentTargets:
          - name: resolution
            calendar: always
            start: opened
            stop: last
            stopStates: [Resolved]
            holdStates: [Awaiting Vendor]
            byPriority: {"1": 1h}
            onPriorityChange: retroactive
            retroactivePause: true
            onReopen: resume
            atRiskPercent: [75, 90]
      """;
  private static final String RULES =
      """
      rule "Missed"
          @owner("slm")
      when
          $a : Attainment( window == "period", ratio < target )
      then
          judge.breach( $a, "missed" );
      end
      rule "At risk"
          @owner("im")
      when
          $t : TargetProgress( reachedPercent > 0, usedPercent <= 100 )
      then
          judge.atRisk( $t, "at risk" );
      end
      rule "Broken"
          @owner("im")
      when
          $t : TargetProgress( usedPercent > 100 )
      then
          judge.breach( $t, "broken" );
      end
      rule "Down too long"
          @owner("im")
      when
          $a : IncidentAvailability( ratio < target )
      then
          judge.breach( $a, "down too long" );
      end
      """;

  private final KeptRows kept = new KeptRows();
  private final List<MetricBatch.Series> known = new ArrayList<>();
  private final List<FindingEvent> told = new ArrayList<>();
  private RuleSet rules;
  private Engine engine;
  private int events;

  @BeforeEach
  void start() {
    List<SourceFile> files =
        List.of(
            new SourceFile("till/catalogue/till.yaml", CATALOGUE),
            new SourceFile("till/till.drl", RULES));
    rules = RuleSet.compile(files).ruleSet().orElseThrow();
    engine = new Engine(set -> rules, kept, known, 1);
    engine.apply(new Tick(T0.toEpochMilli()));
    engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "test"));
    for (String name : List.of("good", "bad", "far")) {
      known.add(
          new MetricBatch.Series(
              known.size(),
              Labels.of(
                  List.of(
                      new Label(Labels.METRIC_NAME, "requests_total"),
                      new Label("job", name),
                      new Label("code", name.equals("bad") ? "500" : "200")))));
    }
    engine.apply(
        new MetricBatch(
            List.copyOf(known), new int[] {0, 1, 2}, times(3, 0), new long[] {0, 0, 0}));
  }

  @AfterEach
  void stop() {
    engine.close();
    rules.close();
  }

  private static long[] times(int size, int second) {
    long[] times = new long[size];
    Arrays.fill(times, T0.plusSeconds(second).toEpochMilli());
    return times;
  }

  private void sample(int series, int second, double value) {
    engine.apply(
        new MetricBatch(
            List.of(),
            new int[] {series},
            times(1, second),
            new long[] {Double.doubleToRawLongBits(value)}));
  }

  private void event(String id, int minute, Type type, String state) {
    Instant at = T0.plusSeconds(60L * minute);
    engine.apply(
        new IncidentBatch(
            List.of(
                new IncidentEvent(
                    id,
                    "INC1",
                    "till",
                    at,
                    type,
                    state,
                    type == Type.OPENED ? "1" : "",
                    ++events,
                    at,
                    "",
                    IncidentEvent.Kind.INCIDENT,
                    Map.of()))));
  }

  /** A tick, after a restart: nothing may depend on memory alone. */
  private void tick(int second) {
    kept.take(engine.takeState());
    engine.close();
    engine = new Engine(set -> rules, kept, known, 1);
    Instant at = T0.plusSeconds(second);
    told.addAll(engine.apply(new Tick(at.toEpochMilli())).orElseThrow().events());
  }

  private Finding last(Change change) {
    List<FindingEvent> such = told.stream().filter(e -> e.change() == change).toList();
    assertThat(such).as("%s among %s", change, told).isNotEmpty();
    return such.get(such.size() - 1).finding();
  }

  private void neverWithdrawn() {
    assertThat(told).extracting(FindingEvent::change).doesNotContain(Change.WITHDRAWN);
  }

  private void breach() {
    sample(0, 15, 20);
    sample(1, 15, 5);
    tick(16);
    assertThat(last(Change.RAISED).start()).isEqualTo(T0.plusSeconds(15));
  }

  @Test
  void aBreachThatLateCountsDisproveIsWithdrawn() {
    breach();
    sample(2, 15, 100);
    tick(20);
    Finding withdrawn = last(Change.WITHDRAWN);
    assertThat(withdrawn.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(withdrawn.ended()).contains(withdrawn.start());
    assertThat(withdrawn.endReason())
        .isEqualTo("100 events in all and 0 bad ones were counted late; with them it did not hold");
    assertThat(told).hasSize(2);
  }

  @Test
  void aBreachThatLaterCountsOutweighIsCleared() {
    breach();
    sample(0, 30, 200);
    tick(31);
    assertThat(last(Change.CLEARED).ended()).contains(T0.plusSeconds(30));
    neverWithdrawn();
  }

  @Test
  void aBreachThatWasTrueLaterOnIsClearedThoughItBeganWrong() {
    breach();
    sample(1, 30, 55);
    tick(31);
    sample(2, 15, 100);
    tick(32);
    assertThat(told).hasSize(1);
    sample(0, 45, 2_000);
    tick(46);
    assertThat(last(Change.CLEARED).endReason()).isEqualTo("no longer holds");
    neverWithdrawn();
  }

  @Test
  void lateCountsThatDoNotDisproveLeaveItToBeCleared() {
    breach();
    sample(2, 15, 10);
    sample(0, 30, 200);
    tick(31);
    last(Change.CLEARED);
    neverWithdrawn();
  }

  private void brokenClock() {
    event("e1", 0, Type.OPENED, "New");
    tick(46 * 60);
    assertThat(last(Change.RAISED).rule()).isEqualTo("At risk");
    tick(55 * 60);
    tick(61 * 60);
    assertThat(told).hasSize(5);
    assertThat(told).extracting(e -> e.finding().endReason()).contains("superseded");
  }

  @Test
  void aBrokenClockThatALateHoldMovesIsWithdrawn() {
    brokenClock();
    event("e2", 50, Type.STATE, "Awaiting Vendor");
    tick(62 * 60);
    // That it had used 90 % of the hour is wrong too, though it was over; the 75 % are right.
    assertThat(told())
        .containsExactlyInAnyOrder(
            "RAISED At risk",
            "RAISED At risk",
            "CLEARED At risk",
            "CLEARED At risk",
            "RAISED Broken",
            "WITHDRAWN At risk",
            "WITHDRAWN Broken",
            "RAISED At risk");
    Finding withdrawn = last(Change.WITHDRAWN);
    // It is at risk again, since the moment at which that was thought to be over.
    assertThat(last(Change.RAISED).rule()).isEqualTo("At risk");
    assertThat(last(Change.RAISED).start()).isEqualTo(T0.plusSeconds(54 * 60).plusMillis(1));
    assertThat(withdrawn.endReason())
        .isEqualTo("since event e2 of INC1 it is known that it did not hold");
  }

  @Test
  void aBrokenClockThatHadStoppedInTimeIsWithdrawn() {
    brokenClock();
    event("e2", 55, Type.STATE, "Resolved");
    tick(62 * 60);
    tick(62 * 60 + 1);
    assertThat(last(Change.WITHDRAWN).rule()).isEqualTo("Broken");
  }

  @Test
  void aBrokenClockThatStopsIsClearedAtItsStop() {
    brokenClock();
    event("e2", 70, Type.STATE, "Resolved");
    tick(71 * 60);
    tick(71 * 60 + 1);
    assertThat(last(Change.CLEARED).ended()).contains(T0.plusSeconds(70 * 60));
    neverWithdrawn();
  }

  @Test
  void aRiskThatEndsInTimeIsClearedAndNotWithdrawn() {
    event("e1", 0, Type.OPENED, "New");
    tick(46 * 60);
    event("e2", 50, Type.STATE, "Resolved");
    tick(51 * 60);
    assertThat(last(Change.CLEARED).ended()).contains(T0.plusSeconds(50 * 60));
    neverWithdrawn();
  }

  @Test
  void aRiskThatEndedBeforeTheTickThatToldItIsCleared() {
    event("e1", 0, Type.OPENED, "New");
    tick(46 * 60);
    event("e2", 46, Type.STATE, "Resolved");
    tick(46 * 60 + 1);
    last(Change.CLEARED);
    neverWithdrawn();
  }

  @Test
  void aRiskThatALateHoldPutsOffIsWithdrawnAndToldAgainWhenItComes() {
    event("e1", 0, Type.OPENED, "New");
    tick(46 * 60);
    event("e2", 10, Type.STATE, "Awaiting Vendor");
    event("e3", 40, Type.STATE, "Active");
    tick(47 * 60);
    last(Change.WITHDRAWN);
    tick(76 * 60);
    assertThat(last(Change.RAISED).start()).isEqualTo(T0.plusSeconds(75 * 60));
  }

  @Test
  void aRiskThatWasGreaterThanThoughtIsSupersededAndNotWithdrawn() {
    event("e1", 0, Type.OPENED, "New");
    event("e2", 1, Type.STATE, "Awaiting Vendor");
    event("e3", 11, Type.STATE, "Active");
    tick(56 * 60);
    event("e4", 1, Type.STATE, "Active");
    tick(56 * 60 + 1);
    assertThat(last(Change.CLEARED).endReason()).isEqualTo("superseded");
    neverWithdrawn();
  }

  private void clearedBreach() {
    brokenClock();
    event("e2", 70, Type.STATE, "Resolved");
    tick(71 * 60);
    tick(71 * 60 + 1);
    assertThat(last(Change.CLEARED).rule()).isEqualTo("Broken");
    told.clear();
  }

  private List<String> told() {
    return told.stream().map(e -> e.change() + " " + e.finding().rule()).sorted().toList();
  }

  @Test
  void aClearedBreachThatALateHoldDisprovesIsWithdrawnOnce() {
    clearedBreach();
    event("e3", 20, Type.STATE, "Awaiting Vendor");
    event("e4", 50, Type.STATE, "Active");
    tick(90 * 60);
    tick(91 * 60);
    event("e5", 92, Type.STATE, "Resolved");
    tick(93 * 60);

    // At 75 % and 90 % of the hour it had used 15 and 24 minutes; both were told as well.
    assertThat(told())
        .containsExactly("WITHDRAWN At risk", "WITHDRAWN At risk", "WITHDRAWN Broken");
    Finding withdrawn = last(Change.WITHDRAWN);
    assertThat(withdrawn.state()).isEqualTo(Finding.State.WITHDRAWN);
    assertThat(withdrawn.ended()).contains(withdrawn.start());
    assertThat(withdrawn.endReason())
        .isEqualTo("since event e4 of INC1 it is known that it did not hold");
    assertThat(withdrawn.revision()).isEqualTo(3);
  }

  @Test
  void aClearedBreachThatWasTrueAfterAllIsLeftAlone() {
    clearedBreach();
    event("e3", 20, Type.STATE, "Awaiting Vendor");
    event("e4", 25, Type.STATE, "Active");
    tick(90 * 60);
    assertThat(told()).isEmpty();
  }

  @Test
  void aClearedBreachOfATicketDeletedSinceItsBeginIsWithdrawnAndOneDeletedLaterIsNot() {
    clearedBreach();
    event("e3", 75, Type.DELETED, "");
    tick(90 * 60);
    assertThat(told()).isEmpty();
    event("e4", 1, Type.DELETED, "");
    tick(91 * 60);
    assertThat(told()).contains("WITHDRAWN Broken");
  }

  @Test
  void whatTurnsOutBrokenAfterAllIsToldAnew() {
    clearedBreach();
    event("e3", 20, Type.STATE, "Awaiting Vendor");
    event("e4", 50, Type.STATE, "Active");
    tick(90 * 60);
    String withdrawn = last(Change.WITHDRAWN).id();
    event("e5", 21, Type.STATE, "Active");
    tick(95 * 60);
    tick(96 * 60);
    assertThat(told()).contains("RAISED Broken", "CLEARED Broken");
    assertThat(last(Change.RAISED).id()).isNotEqualTo(withdrawn);
  }

  @Test
  void whatWasClearedIsForgottenAfterFiveWeeks() {
    clearedBreach();
    tick(36 * 24 * 60 * 60);
    event("e3", 20, Type.STATE, "Awaiting Vendor");
    event("e4", 50, Type.STATE, "Active");
    tick(36 * 24 * 60 * 60 + 60);
    assertThat(told()).doesNotContain("WITHDRAWN Broken");
    assertThat(kept.rows().keySet()).noneMatch(key -> key.startsWith("cleared/"));
  }

  @Test
  void downtimeThatALateResolutionEndsIsWithdrawnWhileItsMonthIsOpen() {
    event("e1", 0, Type.OPENED, "New");
    tick(90 * 60);
    assertThat(told()).contains("RAISED Down too long");
    told.clear();
    event("e2", 5, Type.STATE, "Resolved");
    tick(91 * 60);
    tick(91 * 60 + 1);
    assertThat(told()).contains("WITHDRAWN Down too long");
  }

  @Test
  void downtimeOfAMonthThatIsOverStaysAsItWasTold() {
    event("e1", 0, Type.OPENED, "New");
    tick(90 * 60);
    event("e2", 100, Type.STATE, "Resolved");
    tick(101 * 60);
    int december = 29 * 24 * 60 * 60;
    tick(december);
    assertThat(told()).contains("CLEARED Down too long");
    told.clear();
    event("e3", 5, Type.STATE, "Resolved");
    tick(december + 60);
    assertThat(told()).doesNotContain("WITHDRAWN Down too long");
  }
}
