package io.plumbline.runner;

import io.plumbline.journal.Journal;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Tick;
import io.plumbline.store.Store;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How far a store has come.
 *
 * @param last sequence number of the journal's newest entry, 0 when it is empty
 * @param checkpoint the last entry that is in the kept state, 0 when none is
 * @param told the last tick whose findings were committed, 0 when there was none
 * @param tick the newest tick, empty when there is none among the newest entries
 * @param sample the newest sample, likewise
 */
public record Positions(
    long last, long checkpoint, long told, Optional<Instant> tick, Optional<Instant> sample) {

  private static final int NEWEST = 2_000;

  /**
   * Looks at a store.
   *
   * @throws io.plumbline.store.StoreException if it is damaged, or behind its own state
   */
  public static Positions of(Store store) {
    Journal journal = new Journal(store);
    StoredState kept = new StoredState(store);
    kept.check(journal.last());
    long[] newest = {Long.MIN_VALUE, Long.MIN_VALUE};
    journal.read(
        Math.max(0, journal.last() - NEWEST),
        entry -> {
          if (entry.signal() instanceof Tick tick) {
            newest[0] = Math.max(newest[0], tick.atMillis());
          } else if (entry.signal() instanceof MetricBatch batch) {
            newest[1] =
                Math.max(newest[1], Arrays.stream(batch.timesMillis()).max().orElse(newest[1]));
          }
        });
    return new Positions(
        journal.last(), kept.checkpoint(), kept.emitted(), instant(newest[0]), instant(newest[1]));
  }

  private static Optional<Instant> instant(long millis) {
    return millis == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
