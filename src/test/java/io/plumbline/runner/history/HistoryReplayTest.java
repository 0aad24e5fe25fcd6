package io.plumbline.runner.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.Compiled;
import io.plumbline.engine.Course;
import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Replay;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.runner.Audience;
import io.plumbline.runner.Condition;
import io.plumbline.runner.LiveRunner;
import io.plumbline.signal.Signal;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From what ticks were judged on the past comes out as it was, without a sample. */
@TestInstance(Lifecycle.PER_CLASS)
class HistoryReplayTest {

  private final Compiled compiled = new Compiled();

  @AfterAll
  void close() {
    compiled.close();
  }

  /** Told is what was committed; the journal's samples are gone before the replay. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aReplayFromADailyCheckpointGivesTheFindingsOfTheLiveRun(long seed, @TempDir Path folder)
      throws IOException {
    List<FindingEvent> told = new ArrayList<>();
    Random random = new Random(seed);
    try (Store store = Store.open(folder)) {
      Journal journal = new Journal(store);
      // The course goes over midnight, and the daemon is stopped now and then.
      List<Signal> course = Course.of(seed, Instant.parse("2026-11-02T23:00:00Z"));
      for (int from = 0; from < course.size(); ) {
        int to = Math.min(course.size(), from + 500 + random.nextInt(1_500));
        live(store, journal, course.subList(from, to), told, 1 + random.nextInt(3));
        from = to;
      }
      Batch cut = new Batch();
      journal.cut(cut, journal.last());
      store.write(cut, true);

      List<Instant> days = new ArrayList<>();
      try (DailyCheckpoints kept = new DailyCheckpoints(store)) {
        kept.oldest().ifPresent(day -> days.add(day.at()));
        kept.before(Instant.MAX).ifPresent(day -> days.add(day.at()));
      }
      assertThat(days).hasSize(2).doesNotHaveDuplicates();
      Instant midway = days.get(1).plus(Duration.ofMinutes(20));
      for (Instant after : List.of(days.get(0), days.get(1), midway)) {
        List<FindingEvent> again = new ArrayList<>();
        new HistoryReplay(store, 2, compiled).run(after, outcome -> again.addAll(outcome.events()));
        List<FindingEvent> once =
            told.stream().filter(event -> event.detected().isAfter(after)).toList();
        assertThat(new Replay(again, Map.of()).firstDifference(once))
            .as("after %s", after)
            .isEmpty();
        assertThat(again).hasSizeGreaterThan(20);
      }
      assertThatThrownBy(
              () -> new HistoryReplay(store, 1, compiled).run(Course.BEGIN, outcome -> {}))
          .hasMessageContaining("name an instant after " + days.get(0));
    }
  }

  private void live(
      Store store, Journal journal, List<Signal> signals, List<FindingEvent> told, int shards) {
    Audience audience =
        new Audience() {
          @Override
          public void commit(Batch batch, List<FindingEvent> events) {}

          @Override
          public void committed(List<FindingEvent> events, long seq) {
            told.addAll(events);
          }

          @Override
          public void judged(Engine engine, Outcome outcome, long seq) {}
        };
    Condition condition =
        new Condition() {
          @Override
          public void waits(String why) {}

          @Override
          public void goesOn() {}

          @Override
          public void stopped(Throwable cause) {
            throw new AssertionError(cause);
          }
        };
    try (LiveRunner live =
        new LiveRunner(
            store, journal, shards, Retention.Keep.DEFAULT, compiled, audience, condition)) {
      live.start();
      for (Signal signal : signals) {
        live.follow(journal.append(List.of(signal)));
      }
    }
  }
}
