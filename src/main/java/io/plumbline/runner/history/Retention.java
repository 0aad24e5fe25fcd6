package io.plumbline.runner.history;

import io.plumbline.journal.Journal;
import io.plumbline.store.Batch;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets go of what has been kept long enough. Once an hour of journal time a mark remembers how far
 * the journal had come; what lies before a mark that is old enough is cut in one range. Nothing
 * after the checkpoint in force is ever cut, since a restart needs it.
 */
public final class Retention {

  private static final String MARK = "mark/";

  private final Journal journal;
  private final History history;
  private final DailyCheckpoints days;
  private final Keep keep;
  private final TreeMap<Instant, Long> marks = new TreeMap<>();

  /**
   * How long things are kept, counted back from the newest tick.
   *
   * @param journal accepted samples, not negative
   * @param history what ticks were judged on, at least as long as the journal; the daily checkpoint
   *     before it and what follows that stay too
   */
  public record Keep(Duration journal, Duration history) {

    /** Two days of samples, 35 days of history. */
    public static final Keep DEFAULT = new Keep(Duration.ofDays(2), Duration.ofDays(35));
  }

  /** Takes up the marks of an earlier run. */
  public Retention(
      Store store, Journal journal, History history, DailyCheckpoints days, Keep keep) {
    this.journal = journal;
    this.history = history;
    this.days = days;
    this.keep = keep;
    Milestones.read(store, MARK, marks);
  }

  /**
   * A checkpoint is about to be committed.
   *
   * @param batch its batch
   * @param now instant of the newest tick
   * @param applied place in the journal up to which the checkpoint holds everything
   */
  public void checkpoint(Batch batch, Instant now, long applied) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    if (!marks.isEmpty() && !hour.isAfter(marks.lastKey())) {
      return;
    }
    // Everything up to here was ticked before this hour's first checkpoint.
    marks.put(hour, applied);
    batch.put(Family.META, key(hour), Keys.of(applied));
    newest(now.minus(keep.journal())).ifPresent(seq -> journal.cut(batch, Math.min(seq, applied)));
    Instant oldest = now.minus(keep.history());
    // A replay begins at a daily checkpoint, so the one before the oldest instant stays.
    days.before(oldest).ifPresent(day -> history.cut(batch, day.seq()));
    days.cut(batch, oldest);
    while (marks.size() > 1 && marks.higherKey(marks.firstKey()).isBefore(oldest)) {
      batch.delete(Family.META, key(marks.pollFirstEntry().getKey()));
    }
  }

  // A mark stands for the first checkpoint of its hour, so its entries may be up to an hour
  // younger.
  private Optional<Long> newest(Instant oldest) {
    return Optional.ofNullable(marks.floorEntry(oldest.minus(1, ChronoUnit.HOURS)))
        .map(Map.Entry::getValue);
  }

  private static byte[] key(Instant hour) {
    return Milestones.key(MARK, hour);
  }
}
