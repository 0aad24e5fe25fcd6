package io.plumbline.runner.history;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Step;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Judges the past again, from what ticks were judged on and from the archive of events and rule
 * sets: it comes to the findings of the live run, byte for byte, without the samples.
 */
public final class HistoryReplay {

  private final Store store;
  private final int shards;
  private final Function<RuleSetActivated, RuleSet> compiler;

  /**
   * Prepares a replay.
   *
   * @param store where history is kept; it is only read
   * @param shards how many shards judge side by side, at least 1
   * @param compiler makes a rule set of its texts
   */
  public HistoryReplay(Store store, int shards, Function<RuleSetActivated, RuleSet> compiler) {
    this.store = store;
    this.shards = shards;
    this.compiler = compiler;
  }

  /**
   * Judges again what was judged after an instant, beginning at the nearest daily checkpoint before
   * it.
   *
   * @param after the instant
   * @param visitor takes what each tick after it came to, in order
   * @throws IllegalArgumentException if no daily checkpoint is as old
   */
  public void run(Instant after, Consumer<Outcome> visitor) {
    Optional<DailyCheckpoints.Kept> oldest;
    Optional<DailyCheckpoints.Kept> from;
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      oldest = days.oldest();
      from = days.before(after);
    }
    long seq =
        from.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "history does not reach back to %s; name an instant after %s"
                            .formatted(
                                after, oldest.map(d -> "" + d.at()).orElse("the next start"))))
            .seq();
    Deque<Entry> archive = new ArrayDeque<>();
    new Journal(store).readArchive(seq, archive::add);
    try (Engine engine = new Engine(compiler, new KeptDay(store, seq), List.of(), shards)) {
      new History(store)
          .read(
              seq,
              judged -> {
                Outcome outcome = repeat(engine, judged, archive);
                if (judged.at().isAfter(after)) {
                  visitor.accept(outcome);
                }
                return true;
              });
    }
  }

  private static Outcome repeat(Engine engine, History.Judged judged, Deque<Entry> archive) {
    engine.skipTo(judged.inputs().since());
    Iterator<List<Step>> earlier = judged.inputs().earlier().iterator();
    while (!archive.isEmpty() && archive.peek().seq() < judged.seq()) {
      Entry entry = archive.poll();
      if (entry.signal() instanceof RuleSetActivated) {
        engine.retake(earlier.next());
      }
      engine.apply(entry.signal());
    }
    return engine.repeat(judged.at(), judged.inputs().steps());
  }
}
