package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.Replay.Then;
import io.plumbline.fact.Kind;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Signal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same signals give the same findings, byte for byte, however they are cut, on any number of
 * shards, and whenever the engine stops. {@code -Dseeds=20} tries more courses.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayTest {

  /** Courses in which everything happens that findings may come to. */
  private static final Set<Long> RICH = Set.of(1L, 3L);

  /** Courses in which it shows when a start judges once more than was judged without the stop. */
  private static final long JUDGED_ONCE_MORE = 6;

  private static final long JUDGED_AT_AN_EDIT = 8;

  private final Compiled compiled = new Compiled();

  @AfterAll
  void close() {
    compiled.close();
  }

  private static LongStream seeds() {
    return Long.getLong("seeds") == null
        ? LongStream.of(1, 3, JUDGED_ONCE_MORE, JUDGED_AT_AN_EDIT)
        : LongStream.rangeClosed(1, Long.getLong("seeds"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findingsAndStateDependOnNothingButTheOrderOfWhatCame(long seed) throws IOException {
    List<Signal> signals = Course.of(seed);
    Random random = new Random(seed);
    Replay reference = Replay.undisturbed(compiled, signals);
    if (RICH.contains(seed)) {
      assertRich(reference.events());
    }

    Replay cut = Replay.of(compiled, cut(signals, random), i -> Then.GO_ON, start -> 2);
    assertThat(cut.firstDifference(reference.events())).isEmpty();
    assertThat(cut.differingRows(reference)).isEmpty();

    Random checkpoints = new Random(seed);
    Replay kept =
        Replay.of(
            compiled,
            signals,
            i -> checkpoints.nextInt(30) == 0 ? Then.CHECKPOINT : Then.GO_ON,
            start -> 4);
    assertThat(kept.firstDifference(reference.events())).isEmpty();
    assertThat(kept.differingRows(reference)).isEmpty();

    Random stops = new Random(seed);
    Replay stopped =
        Replay.of(
            compiled,
            cut(signals, random),
            i -> stops.nextInt(60) == 0 ? Then.RESTART : Then.GO_ON,
            start -> 1 + (start + 3) % 4);
    assertThat(stopped.firstDifference(reference.events())).isEmpty();
    assertThat(stopped.differingRows(reference)).isEmpty();
  }

  private static void assertRich(List<FindingEvent> events) {
    assertThat(events).hasSizeGreaterThan(100);
    assertThat(events.stream().map(e -> e.finding().kind())).contains(Kind.values());
    assertThat(events.stream().map(e -> e.finding().subject()))
        .contains("accounts-minutes", "ledger-minutes", "checkout-headroom", "payments-days");
    assertThat(events.stream().map(e -> e.finding().rule()))
        .contains("Period missed", "Two services at once", "A service that it needs is in breach");
    assertThat(events.stream().map(FindingEvent::change)).contains(Change.values());
    assertThat(events.stream().map(e -> e.finding().rule()).distinct()).hasSizeGreaterThan(6);
  }

  /** Each batch of samples in two, neighbouring incident events in one. */
  private static List<Signal> cut(List<Signal> signals, Random random) {
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
    return cut;
  }

  private static MetricBatch part(
      MetricBatch batch, List<MetricBatch.Series> added, int from, int to) {
    return new MetricBatch(
        added,
        Arrays.copyOfRange(batch.seriesIds(), from, to),
        Arrays.copyOfRange(batch.timesMillis(), from, to),
        Arrays.copyOfRange(batch.valueBits(), from, to));
  }

  /**
   * Between the data and the next deadline, and between a deadline and the next data, there is a
   * tick; where it lies, and how many more there are, changes nothing but when things are detected.
   */
  @Test
  void thePhaseOfTheTicksChangesNothingButWhenAFindingIsDetected() throws IOException {
    List<Signal> signals = Course.of(5);
    List<FindingEvent> events =
        undetected(Replay.undisturbed(compiled, Course.inPhases(signals, new Random(1))));

    for (int phases = 2; phases <= 3; phases++) {
      List<Signal> other = Course.inPhases(signals, new Random(phases));
      Replay replay = new Replay(undetected(Replay.undisturbed(compiled, other)), Map.of());
      assertThat(replay.firstDifference(events)).isEmpty();
    }
  }

  /**
   * The events but for the ticks at which they were found; without those of a service that left the
   * catalogue, as an edit has no time but the tick before it.
   */
  private static List<FindingEvent> undetected(Replay replay) {
    return replay.events().stream()
        .filter(e -> !e.finding().endReason().equals("the service left the catalogue"))
        .map(
            e ->
                new FindingEvent(
                    e.change(), e.finding().detectedAt(Course.BEGIN), e.at(), Course.BEGIN))
        .sorted(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id))
        .toList();
  }
}
