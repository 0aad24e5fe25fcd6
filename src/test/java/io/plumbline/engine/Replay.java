package io.plumbline.engine;

import io.plumbline.finding.FindingEvent;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Signal;
import io.plumbline.store.Cbor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What signals came to.
 *
 * @param events everything told, in order
 * @param rows the state at the end, as it is kept
 */
public record Replay(List<FindingEvent> events, Map<String, byte[]> rows) {

  /** What happens after a signal. */
  public enum Then {
    /** The next one. */
    GO_ON,
    /** What changed of the state is kept. */
    CHECKPOINT,
    /** The state is kept, the engine given up, and another goes on from it. */
    RESTART
  }

  /** Runs the signals through one engine. */
  static Replay undisturbed(Compiled compiled, List<Signal> signals) {
    return of(compiled, signals, i -> Then.GO_ON, start -> 1);
  }

  /**
   * Runs the signals.
   *
   * @param compiled makes rule sets
   * @param then what happens after the signal of an index
   * @param shards how many shards judge after each start, which are counted from 0
   */
  static Replay of(
      Compiled compiled,
      List<Signal> signals,
      IntFunction<Then> then,
      IntFunction<Integer> shards) {
    return of(compiled, signals, then, shards, engine -> {});
  }

  /** As the other, with something done to each engine before it begins. */
  static Replay of(
      Compiled compiled,
      List<Signal> signals,
      IntFunction<Then> then,
      IntFunction<Integer> shards,
      Consumer<Engine> begin) {
    KeptRows kept = new KeptRows();
    List<MetricBatch.Series> known = new ArrayList<>();
    List<FindingEvent> events = new ArrayList<>();
    int starts = 0;
    Engine engine = new Engine(compiled, kept, known, shards.apply(starts));
    begin.accept(engine);
    for (int i = 0; i < signals.size(); i++) {
      if (signals.get(i) instanceof MetricBatch batch) {
        known.addAll(batch.newSeries());
      }
      engine.apply(signals.get(i)).ifPresent(outcome -> events.addAll(outcome.events()));
      Then next = then.apply(i);
      if (next != Then.GO_ON) {
        kept.take(engine.takeState());
      }
      if (next == Then.RESTART) {
        engine.close();
        // As at a start of the daemon, somebody looks at what stands; that must leave no trace.
        engine = new Engine(compiled, kept, known, shards.apply(++starts), standing -> {});
        begin.accept(engine);
      }
    }
    kept.take(engine.takeState());
    engine.close();
    return new Replay(events, kept.rows());
  }

  /** The first event that is not the same byte for byte. Thousands in a message help nobody. */
  public Optional<String> firstDifference(List<FindingEvent> expected) {
    for (int i = 0; i < Math.max(events.size(), expected.size()); i++) {
      Optional<FindingEvent> is = i < events.size() ? Optional.of(events.get(i)) : Optional.empty();
      Optional<FindingEvent> should =
          i < expected.size() ? Optional.of(expected.get(i)) : Optional.empty();
      if (!Arrays.equals(Cbor.write(is), Cbor.write(should))) {
        return Optional.of("event %d is%n%s%nand should be%n%s".formatted(i, is, should));
      }
    }
    return Optional.empty();
  }

  /** Keys of the rows that are not the same byte for byte. */
  List<String> differingRows(Replay other) {
    List<String> keys = new ArrayList<>(rows.keySet());
    other.rows.keySet().stream().filter(key -> !rows.containsKey(key)).forEach(keys::add);
    return keys.stream()
        .filter(key -> !Arrays.equals(rows.get(key), other.rows.get(key)))
        .sorted()
        .toList();
  }
}
