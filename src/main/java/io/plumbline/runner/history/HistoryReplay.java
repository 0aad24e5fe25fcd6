package io.plumbline.runner.history;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Step;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.Positions;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Sees the past as it is judged again. */
  public interface Visitor {

    /**
     * The replay begins.
     *
     * @param at the tick of the daily checkpoint at which it does
     * @param open the findings that stood there
     */
    default void begin(Instant at, List<Finding> open) {}

    /** Takes what a tick came to; all of them, from the daily checkpoint on, in order. */
    void judged(Outcome outcome);

    /** Whether it asks for findings alone, so that how services stand need not be worked out. */
    default boolean onlyFindings() {
      return false;
    }

    /** The replay ends; objectives that stand otherwise than they were last seen. */
    default void end(List<ObjectiveStanding> objectives) {}
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
    run(
        after,
        Instant.MAX,
        Optional.empty(),
        outcome -> {
          if (outcome.tick().isAfter(after)) {
            visitor.accept(outcome);
          }
        });
  }

  /**
   * Judges again what was judged from the nearest daily checkpoint before an instant on.
   *
   * @param after the instant
   * @param upTo the last tick that is judged again; later than what is kept, all of it
   * @param supposed what is to judge in the place of what did; empty for what did
   * @param visitor takes what each tick came to
   * @throws IllegalArgumentException if no daily checkpoint is as old
   */
  public void run(Instant after, Instant upTo, Optional<Supposition> supposed, Visitor visitor) {
    long seq = checkpoint(after).seq();
    Deque<Entry> archive = new ArrayDeque<>();
    new Journal(store).readArchive(seq, archive::add);
    try (Engine engine = new Engine(compiler, new KeptDay(store, seq), List.of(), shards)) {
      if (visitor.onlyFindings()) {
        engine.onlyFindings();
      }
      visitor.begin(engine.now(), engine.open());
      AtomicReference<RuleSetActivated> inForce =
          new AtomicReference<>(engine.activated().orElse(RuleSetActivated.NONE));
      supposed.ifPresent(other -> suppose(engine, other, visitor));
      new History(store)
          .read(
              seq,
              judged -> {
                boolean wanted = !judged.at().isAfter(upTo);
                if (wanted) {
                  visitor.judged(repeat(engine, judged, archive, inForce, supposed));
                }
                return wanted;
              });
      supposed.ifPresent(
          other -> Positions.of(store).tick().ifPresent(end -> end(engine, end, upTo, visitor)));
      visitor.end(engine.passedOver());
    }
  }

  private DailyCheckpoints.Kept checkpoint(Instant after) {
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      return days.before(after)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "history does not reach back to %s; name an instant after %s"
                          .formatted(
                              after,
                              days.oldest().map(d -> "" + d.at()).orElse("the next start"))));
    }
  }

  private static void suppose(Engine engine, Supposition other, Visitor visitor) {
    engine.activated().ifPresent(set -> other.inForce(set, engine.now()));
    if (engine.activated().filter(other::judgesAs).isEmpty()) {
      engine.suppose(other.set());
      engine.apply(new Tick(engine.now().toEpochMilli())).ifPresent(visitor::judged);
    }
  }

  /** What was due by time alone under rules that did not judge then. */
  private static void end(Engine engine, Instant newest, Instant upTo, Visitor visitor) {
    Instant end = newest.isBefore(upTo) ? newest : upTo;
    if (end.isAfter(engine.now())) {
      engine.skipTo(end);
      engine.apply(new Tick(end.toEpochMilli())).ifPresent(visitor::judged);
    }
  }

  private static Outcome repeat(
      Engine engine,
      History.Judged judged,
      Deque<Entry> archive,
      AtomicReference<RuleSetActivated> inForce,
      Optional<Supposition> supposed) {
    engine.skipTo(judged.inputs().since());
    Iterator<List<Step>> earlier = judged.inputs().earlier().iterator();
    while (!archive.isEmpty() && archive.peek().seq() < judged.seq()) {
      Entry entry = archive.poll();
      boolean judges = true;
      if (entry.signal() instanceof RuleSetActivated set) {
        engine.retake(translated(earlier.next(), supposed));
        inForce.set(set.after(inForce.get(), RulesFolder::hash));
        supposed.ifPresent(other -> other.inForce(inForce.get(), judged.inputs().since()));
        judges = supposed.isEmpty();
      }
      if (judges) {
        engine.apply(entry.signal());
      }
    }
    return engine.repeat(judged.at(), translated(judged.inputs().steps(), supposed));
  }

  private static List<Step> translated(List<Step> steps, Optional<Supposition> supposed) {
    return supposed.map(other -> other.translate(steps)).orElse(steps);
  }
}
