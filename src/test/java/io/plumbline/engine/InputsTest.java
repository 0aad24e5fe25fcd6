package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.sli.Scrape;
import io.plumbline.engine.sli.Taken;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What outcomes say was taken is all that was, whatever happens between two ticks. */
class InputsTest {

  private final Compiled compiled = new Compiled();
  private final Random random = new Random(11);

  @Test
  void nothingIsMissingAfterAReload() throws IOException {
    List<Signal> reloaded = new ArrayList<>();
    Signal rules = null;
    for (Signal signal : Course.of(1)) {
      rules = signal instanceof RuleSetActivated ? signal : rules;
      reloaded.add(signal);
      if (signal instanceof MetricBatch && random.nextInt(20) == 0) {
        reloaded.add(rules);
      }
    }
    assertThat(sums(reloaded, 0)).usingRecursiveComparison().isEqualTo(sums(Course.of(1), 0));
  }

  @Test
  void nothingIsMissingAfterARestart() throws IOException {
    assertThat(sums(Course.of(1), 40)).usingRecursiveComparison().isEqualTo(sums(Course.of(1), 0));
  }

  /**
   * What was taken by objective or resource and instant; the state is kept and taken up after some
   * ticks.
   */
  private Map<String, double[]> sums(List<Signal> signals, int restartEvery) {
    KeptRows kept = new KeptRows();
    List<MetricBatch.Series> known = new ArrayList<>();
    Map<String, double[]> sums = new TreeMap<>();
    Engine engine = engine(kept, known);
    int ticks = 0;
    for (Signal signal : signals) {
      if (signal instanceof MetricBatch batch) {
        known.addAll(batch.newSeries());
      }
      engine.apply(signal).ifPresent(outcome -> add(sums, outcome.inputs()));
      if (signal instanceof Tick && restartEvery > 0 && ++ticks % restartEvery == 0) {
        kept.take(engine.takeState());
        engine.close();
        engine = engine(kept, known);
        engine.touchAll();
      }
    }
    engine.close();
    return sums;
  }

  private static void add(Map<String, double[]> sums, Inputs inputs) {
    Stream.concat(inputs.earlier().stream().flatMap(List::stream), inputs.steps().stream())
        .flatMap(step -> step.taken().entrySet().stream())
        .forEach(
            part -> {
              for (Scrape.State scrape : part.getValue().scrapes()) {
                add(sums, part.getKey() + '/' + scrape.time(), scrape.total(), scrape.events());
              }
              for (Taken.Sample sample : part.getValue().samples()) {
                add(sums, part.getKey() + '/' + sample.time(), sample.value(), 1);
              }
            });
  }

  private static void add(Map<String, double[]> sums, String key, double... amounts) {
    sums.merge(key, amounts, (a, b) -> new double[] {a[0] + b[0], a[1] + b[1]});
  }

  private Engine engine(KeptState kept, List<MetricBatch.Series> known) {
    return new Engine(compiled, kept, known, 1);
  }
}
