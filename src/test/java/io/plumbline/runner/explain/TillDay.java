package io.plumbline.runner.explain;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.RulesFolder;
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
import java.util.Random;
import java.util.stream.Stream;

/**
 * Four hours of a till, as signals and as what truly happened: bursts of errors, restarts, data
 * that come late, and time that is excluded afterwards.
 */
final class TillDay {

  static final Instant BEGIN = Instant.parse("2026-11-02T22:00:00Z");
  static final Instant EXCLUDED_FROM = BEGIN.plusSeconds(4_200);
  static final Instant EXCLUDED_TO = BEGIN.plusSeconds(4_500);

  private static final int STEP = 15;
  private static final int STEPS = 960;
  private static final String CATALOGUE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till, displayName: The till}
      spec: {description: Takes the money}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: till-availability}
      spec:
        service: till
        budgetingMethod: Occurrences
        timeWindow: [{duration: 1d, isRolling: true}]
        indicator:
          metadata: {name: till-errors}
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {type: prometheus, spec: {selector: 'requests_total{code="500"}'}}}
              total: {metricSource: {type: prometheus, spec: {selector: 'requests_total'}}}
        objectives: [{target: 0.999}]
      """;
  private static final String EXCLUSION =
      """
      apiVersion: plumbline/v1
      kind: Exclusion
      metadata: {name: patching}
      spec: {services: [till], from: %s, to: %s, reason: patching agreed, approvedBy: the service level manager}
      """
          .formatted(EXCLUDED_FROM, EXCLUDED_TO);

  private final Random random;
  private final List<Signal> signals = new ArrayList<>();
  private final List<Happened> truth = new ArrayList<>();
  private final double[] counters = {1_000, 50};

  /**
   * What happened since the sample before.
   *
   * @param at time of the sample
   * @param place place of its batch among the signals
   */
  record Happened(Instant at, int place, long bad, long total) {}

  TillDay(long seed) throws IOException {
    random = new Random(seed);
    List<SourceFile> files =
        Stream.concat(
                RulesFolder.read(Path.of("rules")).stream()
                    .filter(file -> file.path().startsWith("standard/")),
                Stream.of(new SourceFile("till/catalogue.yaml", CATALOGUE)))
            .toList();
    tick(0);
    signals.add(activation(1, files));
    List<Runnable> late = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      int second = step * STEP;
      boolean away = step > 500 && step < 540;
      long[] added = added(step);
      Runnable sending = () -> send(second, added);
      if (away) {
        late.add(sending);
      } else {
        late.forEach(Runnable::run);
        late.clear();
        sending.run();
      }
      if (step == 350) {
        List<SourceFile> edited = new ArrayList<>(files);
        edited.add(new SourceFile("till/exclusion.yaml", EXCLUSION));
        signals.add(activation(2, edited));
      }
      tick(second);
    }
  }

  private long[] added(int step) {
    boolean burning = step / 80 % 3 == 1;
    long all = random.nextInt(200);
    long bad = burning ? (long) (all * random.nextDouble() / 20) : random.nextInt(300) == 0 ? 1 : 0;
    return new long[] {all - Math.min(all, bad), Math.min(all, bad)};
  }

  private void send(int second, long[] added) {
    boolean first = signals.size() <= 2;
    boolean restarted = !first && random.nextInt(200) == 0;
    for (int i = 0; i < 2; i++) {
      counters[i] = first ? counters[i] : restarted ? added[i] : counters[i] + added[i];
    }
    Instant at = BEGIN.plusSeconds(second);
    if (!first) {
      truth.add(new Happened(at, signals.size(), added[1], added[0] + added[1]));
    }
    long millis = at.toEpochMilli();
    signals.add(
        new MetricBatch(
            first ? List.of(series(0, "200"), series(1, "500")) : List.of(),
            new int[] {0, 1},
            new long[] {millis, millis},
            new long[] {
              Double.doubleToRawLongBits(counters[0]), Double.doubleToRawLongBits(counters[1])
            }));
  }

  private static MetricBatch.Series series(int id, String code) {
    return new MetricBatch.Series(
        id,
        Labels.of(
            List.of(
                new Label(Labels.METRIC_NAME, "requests_total"),
                new Label("job", "till"),
                new Label("instance", "till-1"),
                new Label("code", code))));
  }

  private void tick(int second) {
    signals.add(new Tick(BEGIN.plusSeconds(second).toEpochMilli() + 500));
  }

  private static RuleSetActivated activation(long version, List<SourceFile> files) {
    return new RuleSetActivated(
        version, files, RulesFolder.hash(files), "Ada", version == 1 ? "first" : "patching night");
  }

  List<Signal> signals() {
    return signals;
  }

  /**
   * Bad and all events that the daemon could know of at a judgement, counted one by one.
   *
   * @param from begin of the span
   * @param to its end, which is the instant of the judgement
   */
  long[] counted(Instant from, Instant to) {
    int tick = 0;
    while (tick < signals.size()
        && !(signals.get(tick) instanceof Tick t && t.atMillis() >= to.toEpochMilli())) {
      tick++;
    }
    boolean excluding =
        signals.subList(0, Math.min(tick, signals.size())).stream()
            .anyMatch(s -> s instanceof RuleSetActivated set && set.version() == 2);
    long[] sums = new long[2];
    for (Happened h : truth) {
      boolean out = excluding && !h.at().isBefore(EXCLUDED_FROM) && h.at().isBefore(EXCLUDED_TO);
      if (h.place() < tick && !out && !h.at().isBefore(from) && !h.at().isAfter(to)) {
        sums[0] += h.bad();
        sums[1] += h.total();
      }
    }
    return sums;
  }
}
