package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is accepted and cannot be counted is at least counted as that. */
class UncountedTest {

  private static final long BEGIN = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: shop, labels: {tier: gold}}
      spec: {description: Sells}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: queue, annotations: {plumbline.io/uncovered-slices: unknown}}
      spec:
        service: shop
        budgetingMethod: Timeslices
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: queue}
          spec:
            thresholdMetric: {metricSource: {type: prometheus, spec: {selector: 'queue_length'}}}
        objectives: [{op: lt, value: 12.5, timeSliceWindow: 5m, target: 0.98}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: answers}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 28d, isRolling: true}]
        indicator:
          metadata: {name: answers}
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {type: prometheus, spec: {selector: 'bad'}}}
              total: {metricSource: {type: prometheus, spec: {selector: 'requests'}}}
        objectives: [{target: 0.98}]
      """;

  private Engine engine = engine(KeptState.NONE);

  private static Engine engine(KeptState kept) {
    return new Engine(
        set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
        kept,
        List.of(series(0, "queue_length"), series(1, "requests")),
        1);
  }

  @BeforeEach
  void watch() {
    List<SourceFile> files = List.of(new SourceFile("shop/catalogue/shop.yaml", CATALOGUE));
    engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "me", "saved"));
    engine.apply(
        batch(
            List.of(series(0, "queue_length"), series(1, "requests")),
            new int[] {0, 1},
            new long[] {BEGIN, BEGIN},
            new double[] {1, 1}));
    assertThat(tick()).isEqualTo(Uncounted.NONE);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void valuesThatSayNothingAreOnceEach() {
    double stale = Double.longBitsToDouble(MetricBatch.STALE_MARKER);
    double[] counters = {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e101, 7, 0, stale};
    double[] measured = {-1, Double.NaN, Double.NEGATIVE_INFINITY, 1e101, 7, 0, stale};
    for (int i = 0; i < counters.length; i++) {
      long at = BEGIN + 1_000L * (i + 1);
      engine.apply(
          batch(
              List.of(),
              new int[] {0, 1},
              new long[] {at, at},
              new double[] {measured[i], counters[i]}));
    }
    assertThat(tick()).as("4 counts, 2 measured values").isEqualTo(new Uncounted(6, 0));
  }

  @Test
  void samplesOfSlicesThatAreClosedForGoodAreOnceEach() {
    long later = BEGIN + Duration.ofHours(7).toMillis();
    gauge(later);
    gauge(BEGIN + 1);
    gauge(BEGIN + 2);
    assertThat(tick()).isEqualTo(new Uncounted(0, 2));
    gauge(BEGIN + 3);
    gauge(later - 1);
    assertThat(tick()).isEqualTo(new Uncounted(0, 3));
  }

  @Test
  void whatCameTooLateBeforeAStartIsNotCountedAgain() {
    gauge(BEGIN + Duration.ofHours(7).toMillis());
    gauge(BEGIN + 1);
    assertThat(tick()).isEqualTo(new Uncounted(0, 1));
    KeptRows kept = new KeptRows();
    kept.take(engine.takeState());
    engine.close();
    engine = engine(kept);
    gauge(BEGIN + 2);
    assertThat(tick()).isEqualTo(new Uncounted(0, 1));
  }

  private void gauge(long at) {
    engine.apply(batch(List.of(), new int[] {0}, new long[] {at}, new double[] {1}));
  }

  private Uncounted tick() {
    engine.apply(new Tick(BEGIN + Duration.ofHours(8).toMillis()));
    return engine.uncounted();
  }

  private static MetricBatch.Series series(int id, String name) {
    return new MetricBatch.Series(id, Labels.of(List.of(new Label(Labels.METRIC_NAME, name))));
  }

  private static MetricBatch batch(
      List<MetricBatch.Series> added, int[] ids, long[] times, double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return new MetricBatch(added, ids, times, bits);
  }
}
