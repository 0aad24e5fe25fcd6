package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.Kind;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Cbor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same signals give the same findings, however they are cut and whenever the engine stops. */
class ReplayTest {

  @ParameterizedTest
  @ValueSource(longs = {1})
  void howSignalsAreCutIntoBatchesChangesNothing(long seed) throws IOException {
    List<Signal> signals = Course.of(seed);
    Random random = new Random(seed);
    List<Signal> cut = new ArrayList<>();
    for (Signal signal : signals) {
      if (signal instanceof MetricBatch batch && batch.size() > 1) {
        int at = 1 + random.nextInt(batch.size() - 1);
        cut.add(part(batch, batch.newSeries(), 0, at));
        cut.add(part(batch, List.of(), at, batch.size()));
      } else if (signal instanceof IncidentBatch batch
          && !cut.isEmpty()
          && cut.get(cut.size() - 1) instanceof IncidentBatch before) {
        List<IncidentEvent> joined = new ArrayList<>(before.events());
        joined.addAll(batch.events());
        cut.set(cut.size() - 1, new IncidentBatch(joined));
      } else {
        cut.add(signal);
      }
    }
    List<FindingEvent> events = undisturbed(signals);

    assertThat(firstDifference(undisturbed(cut), events)).isEmpty();
    assertThat(kinds(events)).contains(Kind.BREACH, Kind.AT_RISK, Kind.IMPROVEMENT);
    assertThat(events.stream().map(FindingEvent::change))
        .contains(Change.RAISED, Change.CHANGED, Change.CLEARED);
  }

  /** Thousands of events in one message would help nobody. */
  private static Optional<String> firstDifference(
      List<FindingEvent> actual, List<FindingEvent> expected) {
    for (int i = 0; i < Math.max(actual.size(), expected.size()); i++) {
      Optional<FindingEvent> is = i < actual.size() ? Optional.of(actual.get(i)) : Optional.empty();
      Optional<FindingEvent> should =
          i < expected.size() ? Optional.of(expected.get(i)) : Optional.empty();
      if (!is.equals(should)) {
        return Optional.of("event %d is%n%s%nand should be%n%s".formatted(i, is, should));
      }
    }
    return Optional.empty();
  }

  private static List<Kind> kinds(List<FindingEvent> events) {
    return events.stream().map(e -> e.finding().kind()).distinct().toList();
  }

  private static MetricBatch part(
      MetricBatch batch, List<MetricBatch.Series> added, int from, int to) {
    return new MetricBatch(
        added,
        Arrays.copyOfRange(batch.seriesIds(), from, to),
        Arrays.copyOfRange(batch.timesMillis(), from, to),
        Arrays.copyOfRange(batch.valueBits(), from, to));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void stoppingBetweenAnyTwoSignalsChangesNothing(long seed) throws IOException {
    List<Signal> signals = Course.of(seed);
    Random random = new Random(seed);
    boolean[] stops = new boolean[signals.size()];
    for (int i = 0; i < stops.length; i++) {
      stops[i] = random.nextInt(20) == 0;
    }
    assertThat(firstDifference(run(signals, i -> stops[i]), undisturbed(signals))).isEmpty();
  }

  /** Also from one start to the next: state is kept by service, not by shard. */
  @Test
  void theNumberOfShardsChangesNothing() throws IOException {
    List<Signal> signals = Course.of(6);
    List<FindingEvent> events = undisturbed(signals);

    assertThat(firstDifference(run(signals, i -> false, start -> 2), events)).isEmpty();
    assertThat(firstDifference(run(signals, i -> i % 211 == 0, start -> 4 - start % 4), events))
        .isEmpty();
  }

  @Test
  void whatDataCausesIsDatedByTheDataWhateverThePhaseOfTheTicks() throws IOException {
    List<Signal> signals = Course.of(5);
    List<Signal> shifted =
        signals.stream()
            .map(s -> s instanceof Tick tick ? new Tick(tick.atMillis() + 200) : s)
            .toList();

    assertThat(raised(undisturbed(shifted)))
        .isEqualTo(raised(undisturbed(signals)))
        .hasSizeGreaterThan(50);
  }

  /** Id, which holds the start, and time of what data caused; a silence begins with a start. */
  private static List<String> raised(List<FindingEvent> events) {
    return events.stream()
        .filter(e -> e.change() == Change.RAISED && !e.finding().rule().equals("Feed silent"))
        .map(e -> e.finding().rule() + " " + e.id() + " " + e.at())
        .sorted()
        .toList();
  }

  private static List<FindingEvent> undisturbed(List<Signal> signals) {
    return run(signals, i -> false);
  }

  private static List<FindingEvent> run(List<Signal> signals, IntPredicate stopAfter) {
    return run(signals, stopAfter, start -> 1);
  }

  /**
   * Runs the signals; after some of them the engine is given up and another goes on.
   *
   * @param shards how many shards judge after each start, which are counted from 0
   */
  private static List<FindingEvent> run(
      List<Signal> signals, IntPredicate stopAfter, IntUnaryOperator shards) {
    Kept kept = new Kept();
    Map<String, RuleSet> compiled = new HashMap<>();
    List<MetricBatch.Series> known = new ArrayList<>();
    List<FindingEvent> events = new ArrayList<>();
    int starts = 0;
    Engine engine = engine(compiled, kept, known, shards.applyAsInt(starts));
    for (int i = 0; i < signals.size(); i++) {
      if (signals.get(i) instanceof MetricBatch batch) {
        known.addAll(batch.newSeries());
      }
      engine.apply(signals.get(i)).ifPresent(outcome -> events.addAll(outcome.events()));
      if (stopAfter.test(i)) {
        kept.take(engine.takeState());
        engine.close();
        engine = engine(compiled, kept, known, shards.applyAsInt(++starts));
        engine.touchAll();
      }
    }
    engine.close();
    compiled.values().forEach(RuleSet::close);
    return events;
  }

  private static Engine engine(
      Map<String, RuleSet> compiled, Kept kept, List<MetricBatch.Series> known, int shards) {
    return new Engine(
        set -> compiled.computeIfAbsent(set.hash(), h -> compile(set)), kept, known, shards);
  }

  private static RuleSet compile(RuleSetActivated set) {
    return RuleSet.compile(set.files()).ruleSet().orElseThrow();
  }

  /** State as the store keeps it: bytes by key. */
  private static final class Kept implements KeptState {

    private final TreeMap<String, byte[]> rows = new TreeMap<>();

    void take(Map<String, Optional<Object>> parts) {
      parts.forEach(
          (key, part) ->
              part.ifPresentOrElse(
                  value -> rows.put(key, Cbor.write(value)), () -> rows.remove(key)));
    }

    @Override
    public <T> Optional<T> part(String key, Class<T> type) {
      return Optional.ofNullable(rows.get(key)).map(bytes -> Cbor.read(bytes, type));
    }

    @Override
    public <T> List<T> parts(String prefix, Class<T> type) {
      return rows.tailMap(prefix).entrySet().stream()
          .filter(row -> row.getKey().startsWith(prefix))
          .map(row -> Cbor.read(row.getValue(), type))
          .toList();
    }
  }
}
