package io.plumbline.runner;

import io.plumbline.engine.Engine;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.time.Instant;
import java.util.function.Function;

/**
 * What a start would do with a store, without keeping or telling anything: it reads every entry,
 * restores the state and judges from the checkpoint on.
 *
 * @param entries entries in the journal
 * @param replayed entries after the checkpoint
 * @param now the newest tick
 */
public record Rehearsal(long entries, long replayed, Instant now) {

  /**
   * Rehearses a start.
   *
   * @param shards how many shards judge side by side, at least 1
   * @param compiler makes a rule set of its texts
   * @throws StoreException if something is damaged or missing
   */
  public static Rehearsal of(
      Store store, int shards, Function<RuleSetActivated, RuleSet> compiler) {
    Journal journal = new Journal(store);
    StoredState kept = new StoredState(store);
    kept.check(journal.last());
    long[] entries = {0, 0};
    long[] before = {-1};
    journal.read(
        0,
        entry -> {
          if (before[0] >= 0 && entry.seq() != before[0] + 1) {
            throw new StoreException(
                "the journal lacks the entries between %d and %d"
                    .formatted(before[0], entry.seq()));
          }
          before[0] = entry.seq();
          entries[0]++;
        });
    try (Engine engine = new Engine(compiler, kept, journal.series(), shards)) {
      engine.touchAll();
      journal.read(
          kept.checkpoint(),
          entry -> {
            engine.apply(entry.signal());
            entries[1]++;
          });
      return new Rehearsal(entries[0], entries[1], engine.now());
    }
  }
}
