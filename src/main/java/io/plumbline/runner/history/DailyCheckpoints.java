package io.plumbline.runner.history;

import io.plumbline.store.Batch;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the first checkpoint of each day (UTC) beside the one in force, so that what came later can
 * be judged again from there. A copy is made on a thread of its own from the rows as they were when
 * it began, and counts once it is whole.
 */
public final class DailyCheckpoints implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DailyCheckpoints.class);
  private static final String MARK = "daily/";
  private static final int BATCH_ROWS = 500;

  /** What tells series apart and waits for the rest of its scrape; history has it as it counted. */
  private static final List<String> LEFT_OUT = List.of("series/", "feeds/", "targets", "jobs");

  private final Store store;
  private final ConcurrentSkipListMap<Instant, Long> kept = new ConcurrentSkipListMap<>();
  private final ExecutorService copier =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "daily-checkpoint"));
  private volatile boolean copying;

  /** Takes up the checkpoints of an earlier run. */
  public DailyCheckpoints(Store store) {
    this.store = store;
    Milestones.read(store, MARK, kept);
  }

  /**
   * A checkpoint.
   *
   * @param at instant of its newest tick
   * @param seq place in the journal up to which it holds everything
   */
  public record Kept(Instant at, long seq) {

    static Kept of(Map.Entry<Instant, Long> entry) {
      return new Kept(entry.getKey(), entry.getValue());
    }
  }

  /** The newest one at or before an instant. */
  public Optional<Kept> before(Instant at) {
    return Optional.ofNullable(kept.floorEntry(at)).map(Kept::of);
  }

  /** The oldest one. */
  public Optional<Kept> oldest() {
    return Optional.ofNullable(kept.firstEntry()).map(Kept::of);
  }

  /**
   * The state was just committed. Returns when the copy of the day's first has begun; until then
   * nothing else may write state.
   *
   * @param now instant of the newest tick
   * @param seq place in the journal up to which it holds everything
   */
  public void committed(Instant now, long seq) {
    if (copying || (!kept.isEmpty() && day(kept.lastKey()) >= day(now))) {
      return;
    }
    copying = true;
    CountDownLatch begun = new CountDownLatch(1);
    copier.execute(
        () -> {
          try {
            copy(now, seq, begun);
          } catch (StoreException e) {
            LOG.warn("The checkpoint of {} is not kept for its day, as {}", now, e.getMessage());
          } finally {
            copying = false;
            begun.countDown();
          }
        });
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
  }

  private void copy(Instant now, long seq, CountDownLatch begun) {
    Batch first = new Batch();
    // Parts of copies that were broken off.
    long whole = kept.isEmpty() ? -1 : kept.lastEntry().getValue();
    first.deleteRange(Family.HISTORY, KeptDay.key(whole + 1, ""), KeptDay.key(Long.MAX_VALUE, ""));
    store.write(first, false);
    Batch[] batch = {new Batch()};
    int[] rows = {0};
    store.scan(
        Family.STATE,
        new byte[0],
        (key, value) -> {
          begun.countDown();
          String part = Keys.text(key);
          if (LEFT_OUT.stream().noneMatch(part::startsWith)) {
            batch[0].put(Family.HISTORY, KeptDay.key(seq, part), KeptDay.packed(value));
            if (++rows[0] % BATCH_ROWS == 0) {
              store.write(batch[0], false);
              batch[0] = new Batch();
            }
          }
          return true;
        });
    batch[0].put(Family.META, mark(now), Keys.of(seq));
    store.write(batch[0], true);
    kept.put(now, seq);
  }

  /** Adds to a batch that those which end before an instant's own are gone. */
  void cut(Batch batch, Instant oldest) {
    Instant needed = kept.floorKey(oldest);
    while (needed != null && kept.firstKey().isBefore(needed)) {
      Map.Entry<Instant, Long> gone = kept.pollFirstEntry();
      batch.delete(Family.META, mark(gone.getKey()));
      batch.deleteRange(
          Family.HISTORY, KeptDay.key(gone.getValue(), ""), KeptDay.key(gone.getValue() + 1, ""));
    }
  }

  private static byte[] mark(Instant at) {
    return Milestones.key(MARK, at);
  }

  /** Returns when a copy that has begun is whole. */
  @Override
  public void close() {
    copier.shutdown();
    try {
      while (!copier.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.info("The first checkpoint of the day is still being kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
