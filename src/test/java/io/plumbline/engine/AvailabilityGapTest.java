package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What metrics and incidents say of the same month, under the shipped rules. A ticket takes the
 * service down for an hour and a half of 30 days: 0.21 %.
 */
class AvailabilityGapTest {

  private static final Instant BEGIN = Instant.parse("2026-06-10T08:00:00Z");

  @Test
  void anOutageThatNoMetricShowsIsADisagreement() throws IOException {
    List<FindingEvent> told = told("0.002", minute -> 0);

    assertThat(told)
        .filteredOn(event -> event.finding().rule().equals("Metrics and incidents disagree"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.change()).isEqualTo(Change.RAISED);
              // 0.2 % of 30 days are 86.4 minutes; metrics come each minute.
              assertThat(event.finding().start()).isEqualTo(BEGIN.plusSeconds(87 * 60));
              assertThat(event.at()).isEqualTo(BEGIN.plusSeconds(117 * 60));
            });
  }

  @Test
  void aDifferenceWithinTheToleranceIsNone() throws IOException {
    assertThat(told("0.0021", minute -> 0))
        .noneMatch(event -> event.finding().rule().equals("Metrics and incidents disagree"));
  }

  @Test
  void itIsOverWhenMetricsShowTheOutageToo() throws IOException {
    assertThat(told("0.002", minute -> minute == 151 ? 40 : 0))
        .filteredOn(event -> event.finding().rule().equals("Metrics and incidents disagree"))
        .extracting(FindingEvent::change)
        .containsExactly(Change.RAISED, Change.CLEARED);
  }

  private interface Failures {
    int in(int minute);
  }

  private static List<FindingEvent> told(String tolerance, Failures failures) throws IOException {
    List<SourceFile> files = new ArrayList<>(RulesFolder.read(Path.of("rules/standard")));
    files.removeIf(file -> !file.path().equals("availability.drl"));
    files.replaceAll(file -> new SourceFile("standard/" + file.path(), file.text()));
    files.add(new SourceFile("till/till.yaml", CATALOGUE.formatted(tolerance)));
    List<Signal> signals = new ArrayList<>();
    signals.add(new Tick(BEGIN.toEpochMilli()));
    signals.add(new RuleSetActivated(1, files, RulesFolder.hash(files), "nobody", "test"));
    signals.add(new IncidentBatch(List.of(event(0, Type.OPENED, "New"))));
    double good = 0;
    double bad = 0;
    for (int minute = 0; minute <= 300; minute++) {
      good += minute == 0 ? 0 : 100;
      bad += minute == 0 ? 0 : failures.in(minute);
      signals.add(samples(minute, good, bad));
      if (minute == 90) {
        signals.add(new IncidentBatch(List.of(event(90, Type.STATE, "Resolved"))));
      }
      signals.add(new Tick(BEGIN.plusSeconds(60L * minute).toEpochMilli() + 300));
    }
    try (Compiled compiled = new Compiled()) {
      return Replay.undisturbed(compiled, signals).events();
    }
  }

  private static MetricBatch samples(int minute, double good, double bad) {
    long at = BEGIN.plusSeconds(60L * minute).toEpochMilli();
    return new MetricBatch(
        minute == 0 ? List.of(series(0, "200"), series(1, "500")) : List.of(),
        new int[] {0, 1},
        new long[] {at, at},
        new long[] {Double.doubleToRawLongBits(good), Double.doubleToRawLongBits(bad)});
  }

  private static MetricBatch.Series series(int id, String code) {
    return new MetricBatch.Series(
        id,
        Labels.of(
            List.of(
                new Label(Labels.METRIC_NAME, "requests_total"),
                new Label("job", "till"),
                new Label("code", code))));
  }

  private static IncidentEvent event(int minute, Type type, String state) {
    Instant at = BEGIN.plusSeconds(60L * minute);
    return new IncidentEvent(
        "e" + minute,
        "INC1",
        "till",
        at,
        type,
        state,
        type == Type.OPENED ? "1" : "",
        0,
        at,
        "",
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }

  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till}
      spec: {}
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
      kind: Agreement
      metadata: {name: acme}
      spec:
        type: SLA
        service: till
        counterparty: ACME
        validFrom: 2026-01-01
        availability: {target: 0.9, downPriorities: ["1"], objective: till-works, tolerance: %s}
      """;
}
