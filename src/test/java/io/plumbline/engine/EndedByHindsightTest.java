package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.engine.Replay.Then;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Slices that late samples put right never were bad, so what was told of them is withdrawn; what an
 * exclusion takes out is over, and the exclusion is named. All of it with a restart at every tick.
 */
class EndedByHindsightTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final String SERVICE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till}
      spec: {description: Takes the money}
      ---
      """;
  private static final String MINUTES =
      SERVICE
          + """
          apiVersion: openslo/v1
          kind: SLO
          metadata:
            name: till-works
            annotations: {plumbline.io/uncovered-slices: bad, plumbline.io/stale-after: 2m}
          spec:
            service: till
            budgetingMethod: Timeslices
            timeWindow: [{duration: 30d, isRolling: true}]
            indicator:
              spec:
                thresholdMetric: {metricSource: {spec: {selector: 'till_wait_seconds'}}}
            objectives: [{target: 0.9, timeSliceWindow: 1m, op: lt, value: 5}]
          """;
  private static final String EVENTS =
      SERVICE
          + """
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: till-works}
          spec:
            service: till
            budgetingMethod: Occurrences
            timeWindow: [{duration: 30d, isRolling: true}]
            indicator:
              spec:
                ratioMetric:
                  counter: true
                  bad:   {metricSource: {spec: {selector: 'requests_total{code="500"}'}}}
                  total: {metricSource: {spec: {selector: 'requests_total'}}}
            objectives: [{target: 0.9}]
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
      """;

  private final List<Signal> signals = new ArrayList<>();
  private final Compiled compiled = new Compiled();
  private long version;

  @BeforeEach
  void begin() {
    signals.add(new Tick(T0.toEpochMilli()));
  }

  @AfterEach
  void close() {
    compiled.close();
  }

  private static String exclusion(String name, String from, String to) {
    return """
        ---
        apiVersion: plumbline/v1
        kind: Exclusion
        metadata: {name: %s}
        spec: {services: [till], from: "2026-11-02T%sZ", to: "2026-11-02T%sZ", reason: agreed with ACME, approvedBy: slm}
        """
        .formatted(name, from, to);
  }

  private void rules(String catalogue) {
    List<SourceFile> files =
        List.of(
            new SourceFile("till/catalogue/till.yaml", catalogue),
            new SourceFile("till/till.drl", RULES));
    signals.add(new RuleSetActivated(++version, files, RulesFolder.hash(files), "nobody", "test"));
  }

  private void series(String metric, String... codes) {
    List<MetricBatch.Series> series = new ArrayList<>();
    for (String code : codes) {
      series.add(
          new MetricBatch.Series(
              series.size(),
              Labels.of(List.of(new Label(Labels.METRIC_NAME, metric), new Label("code", code)))));
    }
    signals.add(new MetricBatch(series, new int[0], new long[0], new long[0]));
  }

  private void sample(int series, int second, double value) {
    signals.add(
        new MetricBatch(
            List.of(),
            new int[] {series},
            new long[] {T0.plusSeconds(second).toEpochMilli()},
            new long[] {Double.doubleToRawLongBits(value)}));
  }

  private void tick(int second) {
    signals.add(new Tick(T0.plusSeconds(second).toEpochMilli()));
  }

  private List<FindingEvent> told() {
    List<FindingEvent> events = Replay.undisturbed(compiled, signals).events();
    Replay restarted =
        Replay.of(
            compiled,
            signals,
            i -> signals.get(i) instanceof Tick ? Then.RESTART : Then.GO_ON,
            start -> 1 + start % 2);
    assertThat(restarted.firstDifference(events)).isEmpty();
    return events;
  }

  /** Ten good minutes, then nothing is heard for five, which counts as bad. */
  private void silence() {
    rules(MINUTES);
    series("till_wait_seconds", "");
    for (int second = 0; second <= 600; second += 15) {
      sample(0, second, 1);
      tick(second + 1);
    }
    for (int second = 615; second <= 900; second += 15) {
      tick(second + 1);
    }
  }

  @Test
  void aBreachOfSlicesThatLateSamplesPutRightIsWithdrawn() {
    silence();
    for (int second = 615; second <= 900; second += 15) {
      sample(0, second, 1);
    }
    tick(902);
    assertThat(told())
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.WITHDRAWN);
    assertThat(told().get(1).finding().endReason())
        .isEqualTo("samples were counted late; with them it did not hold");
    assertThat(told().get(1).finding().ended()).contains(told().get(0).finding().start());
  }

  @Test
  void aBreachOfSlicesThatLateSamplesConfirmStands() {
    silence();
    for (int second = 615; second <= 900; second += 15) {
      sample(0, second, 9);
    }
    tick(902);
    assertThat(told()).extracting(FindingEvent::change).containsExactly(Change.RAISED);
  }

  @Test
  void aBreachOfSlicesThatLaterOnesOutweighIsCleared() {
    silence();
    for (int second = 900; second <= 6_000; second += 15) {
      sample(0, second, 1);
      tick(second + 2);
    }
    assertThat(told())
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.CLEARED);
    assertThat(told().get(1).finding().endReason()).isEqualTo("no longer holds");
  }

  /** An hour with errors, then one without. */
  private void errors() {
    rules(EVENTS);
    series("requests_total", "200", "500");
    for (int minute = 0; minute <= 90; minute++) {
      sample(0, 60 * minute, 100 * minute);
      sample(1, 60 * minute, 50 * Math.min(minute, 59));
      tick(60 * minute + 1);
    }
  }

  @Test
  void aBreachThatAnExclusionTakesOutIsClearedAndNamesIt() {
    errors();
    rules(
        EVENTS
            + exclusion("before", "07:00:00", "08:00:00")
            + exclusion("patching", "09:00:00", "10:00:00"));
    tick(5_402);
    assertThat(told())
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.CLEARED);
    assertThat(told().get(1).finding().endReason())
        .isEqualTo("the exclusion patching took the time out (agreed with ACME)");
  }

  @Test
  void severalExclusionsThatOnlyTogetherTakeItOutAreAllNamed() {
    errors();
    rules(
        EVENTS
            + exclusion("all-of-it", "09:00:00", "10:00:00")
            + exclusion("and-again", "09:00:00", "10:00:00"));
    tick(5_402);
    assertThat(told().get(1).finding().endReason())
        .isEqualTo(
            "the exclusion all-of-it took the time out (agreed with ACME);"
                + " the exclusion and-again took the time out (agreed with ACME)");
  }

  @Test
  void whatEndsByItselfBlamesNoExclusion() {
    errors();
    rules(EVENTS + exclusion("before", "07:00:00", "08:00:00"));
    tick(5_402);
    for (int minute = 91; minute <= 400; minute++) {
      sample(0, 60 * minute, 100 * minute);
      sample(1, 60 * minute, 50 * 59);
      tick(60 * minute + 1);
    }
    assertThat(told())
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.CLEARED);
    assertThat(told().get(1).finding().endReason()).isEqualTo("no longer holds");
  }

  @Test
  void aBreachThatALowerTargetUndoesSaysWhatTheTargetWas() {
    errors();
    String lower = EVENTS.replace("target: 0.9", "target: 0.5");
    rules(
        lower.replace(
            "{name: till-works}",
            "{name: till-works, annotations: {plumbline.io/effective-from: \"2026-11-02T08:00:00Z\"}}"));
    tick(5_402);
    assertThat(told())
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.CLEARED);
    assertThat(told().get(1).finding().endReason())
        .isEqualTo("the target is 50 % instead of 90 % since 2026-11-02T08:00:00Z");
  }

  @Test
  void aLowerTargetUndoesNothingThatWasBefore() {
    errors();
    rules(EVENTS.replace("target: 0.9", "target: 0.5"));
    tick(5_402);
    assertThat(told()).extracting(FindingEvent::change).containsExactly(Change.RAISED);
  }
}
