package io.plumbline.engine;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One scrape of everything and the tick that judges it: µs per objective, all windows and the
 * shipped rules, five objectives a service. Two samples an objective are included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EvaluateBench {

  private static final int SERVICES = 200;
  private static final int SLOS = SERVICES * 5;
  private static final long STEP_MILLIS = 30_000;

  private Engine engine;
  private final int[] ids = new int[SERVICES * 2];
  private final long[] counters = new long[SERVICES * 2];
  private long time = 1_790_000_000_000L;

  /** Activates the shipped rules and 1,000 objectives, and scrapes two hours. */
  @Setup
  public void setup() throws Exception {
    engine =
        new Engine(
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            KeptState.NONE,
            List.of(),
            1);
    engine.apply(new Tick(time));
    List<SourceFile> files =
        new ArrayList<>(
            RulesFolder.shipped().stream().filter(f -> f.path().startsWith("standard/")).toList());
    files.add(new SourceFile("fleet/catalogue.yaml", catalogue()));
    engine.apply(new RuleSetActivated(1, files, RulesFolder.hash(files), "bench", "bench"));
    List<MetricBatch.Series> series = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
      series.add(
          new MetricBatch.Series(
              i,
              Labels.of(
                  List.of(
                      new Label(Labels.METRIC_NAME, "http_requests_total"),
                      new Label("job", "svc" + i / 2),
                      new Label("instance", "one"),
                      new Label("code", i % 2 == 0 ? "200" : "500")))));
    }
    engine.apply(new MetricBatch(series, ids, times(), values()));
    for (int step = 0; step < 240; step++) {
      evaluate();
    }
  }

  private long[] times() {
    long[] times = new long[ids.length];
    Arrays.fill(times, time);
    return times;
  }

  private long[] values() {
    return Arrays.stream(counters).map(c -> Double.doubleToRawLongBits(c)).toArray();
  }

  /** The next scrape and its tick. */
  @Benchmark
  @OperationsPerInvocation(SLOS)
  public Object evaluate() {
    time += STEP_MILLIS;
    for (int i = 0; i < counters.length; i++) {
      counters[i] +=
          i % 2 == 0 ? 3_000 + (time / STEP_MILLIS + i) % 100 : (time / STEP_MILLIS + i) % 3;
    }
    engine.apply(new MetricBatch(List.of(), ids, times(), values()));
    return engine.apply(new Tick(time + 500));
  }

  private static String catalogue() {
    StringBuilder text = new StringBuilder();
    for (int s = 0; s < SERVICES; s++) {
      text.append(
          """
          ---
          apiVersion: openslo/v1
          kind: Service
          metadata: {name: svc%d, labels: {tier: gold}}
          spec: {description: One of many}
          """
              .formatted(s));
      for (int o = 1; o <= 5; o++) {
        text.append(
            """
            ---
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: svc%1$d-%2$d}
            spec:
              service: svc%1$d
              budgetingMethod: Occurrences
              timeWindow: [{duration: 30d, isRolling: true}]
              indicator:
                metadata: {name: svc%1$d-errors-%2$d}
                spec:
                  ratioMetric:
                    counter: true
                    bad:   {metricSource: {spec: {selector: 'http_requests_total{job="svc%1$d",code=~"5.."}'}}}
                    total: {metricSource: {spec: {selector: 'http_requests_total{job="svc%1$d"}'}}}
              objectives: [{target: 0.9%2$d}]
            """
                .formatted(s, o));
      }
    }
    return text.toString();
  }
}
