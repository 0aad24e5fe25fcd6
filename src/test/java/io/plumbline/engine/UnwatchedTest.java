package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an edit of the rules looks at anew may be old, though the journal never saw it. */
class UnwatchedTest {

  private static final long BEGIN = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();

  private final Engine engine =
      new Engine(
          set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
          KeptState.NONE,
          List.of(),
          1);
  private Outcome last;
  private int series;
  private long version;

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void anOldCounterThatIsLookedAtAnewDoesNotCountItsPast() {
    startWithA();
    activate("a", "b");
    samples(30, 0, 1_020, 1, 10);
    samples(30, series(2, "b_total", 5_000_000), series(3, "b_bad", 4_000_000));
    samples(45, 0, 1_030, 1, 10, 2, 5_000_100, 3, 4_000_001);
    tick(50);
    assertThat(attainment("b")).as("1 bad of 100").hasValue(0.99);
    assertThat(attainment("a")).hasValue(1.0);
  }

  @Test
  void aNewCounterOfWhatWasLookedAtBeforeStillCountsFromZero() {
    startWithA();
    activate("a", "b");
    samples(30, 0, 1_020, 1, 10);
    samples(30, series(2, "a_total", 30));
    samples(45, 0, 1_030, 1, 10, 2, 30);
    samples(45, series(3, "a_bad", 5));
    tick(50);
    assertThat(attainment("a")).as("5 bad of 20 + 30 + 10").hasValue(1 - 5.0 / 60);
  }

  @Test
  void laterOnANewCounterIsANewCounter() {
    startWithA();
    activate("a", "b");
    samples(30, series(2, "b_total", 5_000_000));
    for (int second = 60; second <= 420; second += 60) {
      samples(second, 0, 1_020, 2, 5_000_000 + second);
      tick(second);
    }
    samples(480, 0, 1_020, 2, 5_000_480);
    samples(480, series(3, "b_bad", 48));
    tick(490);
    assertThat(attainment("b")).as("48 bad of 480").hasValue(0.9);
  }

  @Test
  void whatIsDroppedForAWhileAndLookedAtAgainBeginsAnew() {
    startWithA();
    activate("b");
    tick(20);
    activate("a", "b");
    samples(30, 0, 900_000, 1, 800_000);
    samples(45, 0, 900_100, 1, 800_025);
    tick(50);
    assertThat(attainment("a")).as("25 bad of 100").hasValue(0.75);
  }

  @Test
  void anEditOfSomethingElseSoonAfterDoesNotMakeItNew() {
    startWithA();
    activate("a", "b");
    tick(20);
    activate("a", "b", "c");
    samples(30, 0, 1_020, 1, 10);
    samples(30, series(2, "b_total", 5_000_000), series(3, "b_bad", 4_000_000));
    samples(45, 2, 5_000_010, 3, 4_000_000);
    tick(50);
    assertThat(attainment("b")).hasValue(1.0);
  }

  private void startWithA() {
    tick(0);
    activate("a");
    samples(1, series(0, "a_total", 1_000), series(1, "a_bad", 10));
    tick(2);
  }

  private void activate(String... objectives) {
    StringBuilder text =
        new StringBuilder("apiVersion: openslo/v1\nkind: Service\nmetadata: {name: s}\nspec: {}\n");
    for (String name : objectives) {
      text.append(
          """
          ---
          apiVersion: openslo/v1
          kind: SLO
          metadata: {name: NAME}
          spec:
            service: s
            budgetingMethod: Occurrences
            timeWindow: [{duration: 30d, isRolling: true}]
            indicator:
              metadata: {name: NAME-errors}
              spec:
                ratioMetric:
                  counter: true
                  bad: {metricSource: {type: prometheus, spec: {selector: 'NAME_bad'}}}
                  total: {metricSource: {type: prometheus, spec: {selector: 'NAME_total'}}}
            objectives: [{target: 0.5}]
          """
              .replace("NAME", name));
    }
    List<SourceFile> files = List.of(new SourceFile("team/catalogue/s.yaml", text.toString()));
    engine.apply(new RuleSetActivated(++version, files, RulesFolder.hash(files), "me", "saved"));
  }

  private record Born(MetricBatch.Series series, double value) {}

  private Born series(int id, String metric, double value) {
    assertThat(id).isEqualTo(series++);
    List<Label> labels =
        List.of(
            new Label(Labels.METRIC_NAME, metric),
            new Label("job", "j"),
            new Label("instance", "i"));
    return new Born(new MetricBatch.Series(id, Labels.of(labels)), value);
  }

  private void samples(int second, Born... born) {
    int[] ids = new int[born.length];
    long[] times = new long[born.length];
    long[] bits = new long[born.length];
    for (int i = 0; i < born.length; i++) {
      ids[i] = born[i].series().id();
      times[i] = BEGIN + second * 1_000L;
      bits[i] = Double.doubleToRawLongBits(born[i].value());
    }
    engine.apply(new MetricBatch(Arrays.stream(born).map(Born::series).toList(), ids, times, bits));
  }

  private void samples(int second, int... idsAndValues) {
    int count = idsAndValues.length / 2;
    int[] ids = new int[count];
    long[] times = new long[count];
    long[] bits = new long[count];
    for (int i = 0; i < count; i++) {
      ids[i] = idsAndValues[2 * i];
      times[i] = BEGIN + second * 1_000L;
      bits[i] = Double.doubleToRawLongBits(idsAndValues[2 * i + 1]);
    }
    engine.apply(new MetricBatch(List.of(), ids, times, bits));
  }

  private void tick(int second) {
    last = engine.apply(new Tick(BEGIN + second * 1_000L)).orElseThrow();
  }

  private OptionalDouble attainment(String objective) {
    return last.standings().stream()
        .flatMap(standing -> standing.objectives().stream())
        .filter(standing -> standing.slo().name().equals(objective))
        .map(ObjectiveStanding::attainment)
        .findFirst()
        .orElseThrow();
  }
}
