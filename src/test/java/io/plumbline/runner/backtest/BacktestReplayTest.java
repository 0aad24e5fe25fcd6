package io.plumbline.runner.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Course;
import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.engine.Replay;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.history.DailyCheckpoints;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A backtest comes to what the live run came to, and under other rules to what the live run would
 * have come to, had these been put in force. {@code -Dseeds=20} tries more courses.
 */
class BacktestReplayTest {

  private static final Instant BEGIN = Instant.parse("2026-11-02T23:00:00Z");

  /** Edits that process owners make; series are looked at as before. */
  private static final List<UnaryOperator<String>> EDITS =
      List.of(
          text -> text.replace("@severity(\"page\")", "@severity(\"ticket\")"),
          text -> text.replace("[{target: 0.9995}]", "[{target: 0.99}]"),
          text -> text.replace("[{target: 0.999}]", "[{target: 0.95}]"),
          text -> text.replace("budgetSpentPercent > 2 ", "budgetSpentPercent > 30 "),
          text -> text.replace("budgetSpentPercent > 5 ", "budgetSpentPercent > 1 "),
          text -> text.replaceAll("@clearAfter\\(\"\\w+\"\\)", "@clearAfter(\"20m\")"),
          text -> text.replace("duration: 30d", "duration: 1d"),
          text -> text.replaceAll("@raiseAfter\\(\"\\w+\"\\)", "@raiseAfter(\"1m\")"),
          text -> text.replace("threshold: 0.8", "threshold: 0.99"));

  private static LongStream seeds() {
    return Long.getLong("seeds") == null
        ? LongStream.of(1, 3)
        : LongStream.rangeClosed(1, Long.getLong("seeds"));
  }

  private static RuleSet compile(RuleSetActivated set) {
    return RuleSet.compile(set.files()).ruleSet().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBacktestComesToWhatALiveRunUnderTheRulesComesTo(long seed, @TempDir Path folder)
      throws IOException {
    Random random = new Random(seed);
    List<Signal> signals = new ArrayList<>();
    List<SourceFile> files = List.of();
    for (Signal signal : Course.of(seed, BEGIN)) {
      if (signal instanceof RuleSetActivated set) {
        files = files.isEmpty() ? set.files() : edited(files, random);
        signals.add(
            new RuleSetActivated(
                set.version(), files, RulesFolder.hash(files), "somebody", "saved"));
      } else {
        signals.add(signal);
      }
    }
    Side candidate = Side.of("new", edited(edited(files, random), random));
    try (Store store = Store.open(folder)) {
      List<FindingEvent> told = RecordedRun.of(store, signals, BacktestReplayTest::compile);
      StoredPast past = new StoredPast(store, 1 + random.nextInt(2));
      Span all = past.known();

      List<FindingEvent> again =
          past.judge(all, Optional.empty(), BacktestReplayTest::compile, at -> {}).events();
      assertThat(new Replay(again, Map.of()).firstDifference(after(told, all.from()))).isEmpty();

      List<FindingEvent> supposed =
          past.judge(all, Optional.of(candidate), BacktestReplayTest::compile, at -> {}).events();
      List<FindingEvent> lived = lived(store, candidate);
      assertThat(new Replay(undetected(supposed), Map.of()).firstDifference(undetected(lived)))
          .isEmpty();
      assertThat(supposed).hasSizeGreaterThan(20);
      assertThat(undetected(supposed)).isNotEqualTo(undetected(again));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void identicalRulesGiveNoDifference(long seed, @TempDir Path folder) throws IOException {
    Random random = new Random(seed);
    List<Signal> signals =
        Course.of(seed, BEGIN).stream()
            .filter(s -> !(s instanceof RuleSetActivated set && set.version() == 2))
            .toList();
    List<SourceFile> files =
        signals.stream()
            .filter(RuleSetActivated.class::isInstance)
            .map(s -> ((RuleSetActivated) s).files())
            .findFirst()
            .orElseThrow();
    try (Store store = Store.open(folder)) {
      RecordedRun.of(store, signals, BacktestReplayTest::compile);
      Backtest backtest =
          new Backtest(new StoredPast(store, 1), BacktestReplayTest::compile, seed % 2 == 0);
      Span span =
          new Span(BEGIN.plusSeconds(600 + random.nextInt(3_600)), BEGIN.plusSeconds(7_200));
      Side other = Side.of("other", edited(edited(files, random), random));
      for (List<Side> sides : List.of(List.of(Side.of("same", files)), List.of(other, other))) {
        Comparison comparison =
            backtest.run(span, sides.get(0), sides.stream().skip(1).findFirst(), (r, at) -> {});
        assertThat(comparison.isEmpty()).as(Headline.of(comparison)).isTrue();
        assertThat(comparison.before()).hasSizeGreaterThan(10);
        assertThat(comparison.verdicts()).isPositive();
      }
    }
  }

  private static List<SourceFile> edited(List<SourceFile> files, Random random) {
    UnaryOperator<String> edit = EDITS.get(random.nextInt(EDITS.size()));
    return files.stream().map(f -> new SourceFile(f.path(), edit.apply(f.text()))).toList();
  }

  /** What an engine comes to that has all samples, and is given the rules at the checkpoint. */
  private static List<FindingEvent> lived(Store store, Side candidate) {
    long checkpoint;
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      checkpoint = days.oldest().orElseThrow().seq();
    }
    List<Entry> entries = new ArrayList<>();
    new Journal(store).read(0, entries::add);
    List<FindingEvent> events = new ArrayList<>();
    Function<RuleSetActivated, RuleSet> compiler = BacktestReplayTest::compile;
    try (Engine engine = new Engine(compiler, KeptState.NONE, List.of(), 1)) {
      for (Entry entry : entries) {
        if (entry.seq() <= checkpoint) {
          var unused = engine.apply(entry.signal());
        } else if (!(entry.signal() instanceof RuleSetActivated)) {
          engine.apply(entry.signal()).ifPresent(outcome -> events.addAll(outcome.events()));
        }
        if (entry.seq() == checkpoint) {
          engine.suppose(candidate.set());
          engine
              .apply(new Tick(engine.now().toEpochMilli()))
              .ifPresent(outcome -> events.addAll(outcome.events()));
        }
      }
    }
    return events;
  }

  private static List<FindingEvent> after(List<FindingEvent> told, Instant after) {
    return told.stream().filter(event -> event.detected().isAfter(after)).toList();
  }

  private static List<FindingEvent> undetected(List<FindingEvent> events) {
    return events.stream()
        .map(e -> new FindingEvent(e.change(), e.finding().detectedAt(BEGIN), e.at(), BEGIN))
        .sorted(Comparator.comparing(FindingEvent::at).thenComparing(FindingEvent::id))
        .toList();
  }
}
