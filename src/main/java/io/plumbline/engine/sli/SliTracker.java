package io.plumbline.engine.sli;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Counts the events of one objective. Its time is the newest instant at which the total has
 * arrived; good or bad events ahead of it wait, because senders spread one scrape over several
 * requests.
 */
public final class SliTracker {

  private static final long NEVER = Long.MIN_VALUE;

  private final Slo slo;
  private final Map<Window, BucketRing> rings = new EnumMap<>(Window.class);
  private final Map<Window, Integer> places = new EnumMap<>(Window.class);
  private final List<BucketRing> tiers = new ArrayList<>();
  private final List<Waiting> waiting;
  private final long created;
  private long newestTotal;
  private boolean touched;

  /**
   * Starts to count.
   *
   * @param slo the objective
   * @param createdMillis instant from which its feed is expected
   */
  public SliTracker(Slo slo, long createdMillis) {
    this(slo, new State(createdMillis, NEVER, false, List.of(), List.of()));
  }

  /** Goes on counting from what was kept. */
  public SliTracker(Slo slo, State state) {
    this.slo = slo;
    this.created = state.created();
    this.newestTotal = state.newestTotal();
    this.touched = state.touched();
    this.waiting = new ArrayList<>(state.waiting());
    List<Duration> widths = Window.tiers();
    for (int tier = 0; tier < widths.size(); tier++) {
      List<Window> windows = Window.of(widths.get(tier));
      long width = widths.get(tier).toMillis();
      long[] lengths =
          windows.stream()
              .mapToLong(w -> roundUp(w.length(slo.period()).toMillis(), width))
              .toArray();
      BucketRing ring =
          state.rings().isEmpty()
              ? new BucketRing(width, lengths, created)
              : new BucketRing(width, lengths, state.rings().get(tier));
      tiers.add(ring);
      for (int i = 0; i < windows.size(); i++) {
        rings.put(windows.get(i), ring);
        places.put(windows.get(i), i);
      }
    }
  }

  private static long roundUp(long length, long width) {
    return (length + width - 1) / width * width;
  }

  /** The objective. */
  public Slo slo() {
    return slo;
  }

  /** Takes an increment of a series of the total. */
  public void total(long time, double increment) {
    touched = true;
    long before = newestTotal;
    if (time > before) {
      newestTotal = time;
      if (before != NEVER && time - before <= slo.staleAfter().toMillis()) {
        tiers.forEach(ring -> ring.cover(before, time));
      }
    }
    tiers.forEach(ring -> ring.add(time, 0, increment));
    for (Iterator<Waiting> i = waiting.iterator(); time > before && i.hasNext(); ) {
      Waiting next = i.next();
      if (next.time() <= newestTotal) {
        i.remove();
        count(next.time(), next.increment());
      }
    }
  }

  /** Takes an increment of a series of good or bad events. */
  public void events(long time, double increment) {
    if (increment == 0) {
      return;
    }
    if (time <= newestTotal) {
      count(time, increment);
    } else {
      waiting.add(new Waiting(time, increment));
    }
  }

  private void count(long time, double increment) {
    touched = true;
    tiers.forEach(ring -> ring.add(time, increment, 0));
  }

  /**
   * Moves the windows' end forward.
   *
   * @return data time of the newest change of any window: the newest sample when one came since the
   *     last call, else the last instant at which a bucket may have left a window
   */
  public long advance(long to) {
    tiers.forEach(ring -> ring.advance(to));
    long changed =
        touched
            ? newestTotal()
            : tiers.stream().mapToLong(BucketRing::lastBoundary).max().orElseThrow();
    touched = false;
    return changed;
  }

  /** What was counted over a window that ends where the windows end. */
  public Sums sums(Window window) {
    return rings.get(window).sums(places.get(window));
  }

  /** Bad events among sums of this objective; never more than the total, never below zero. */
  public double bad(Sums sums) {
    double bad =
        slo.indicator().counts() == RatioSli.Counts.BAD
            ? sums.events()
            : sums.total() - sums.events();
    return Math.max(0, Math.min(bad, sums.total()));
  }

  /** Whether a sample of the total has ever arrived. */
  public boolean hasTotal() {
    return newestTotal != NEVER;
  }

  /** Time of the newest sample of the total; the start of counting when there was none. */
  public long newestTotal() {
    return hasTotal() ? newestTotal : created;
  }

  /** The first instant at which nothing is known any more unless another sample arrives. */
  public long unknownAt() {
    return newestTotal() + slo.staleAfter().toMillis() + 1;
  }

  /**
   * The first instant at which the feed counts as silent unless another sample arrives. A feed that
   * brings its history first is not silent meanwhile.
   */
  public long silentAt() {
    return Math.max(newestTotal(), created) + slo.staleAfter().toMillis() + 1;
  }

  /**
   * The next instant at which a window changes by time alone; {@code Long.MAX_VALUE} when none
   * holds anything.
   */
  public long nextBoundary() {
    return tiers.stream()
        .filter(ring -> !ring.isEmpty())
        .mapToLong(BucketRing::nextBoundary)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * The running sums of the period, bucket by bucket, oldest first.
   *
   * @param visitor takes the end of a bucket, and the bad and all events in it
   */
  public void period(PeriodVisitor visitor) {
    rings
        .get(Window.PERIOD)
        .forEach(
            places.get(Window.PERIOD),
            (end, events, total) -> visitor.visit(end, bad(new Sums(events, total, 0)), total));
  }

  /** What is to be kept. */
  public State state() {
    return new State(
        created,
        newestTotal,
        touched,
        List.copyOf(waiting),
        tiers.stream().map(BucketRing::state).toList());
  }

  /** Sees the buckets of the period one by one. */
  @FunctionalInterface
  public interface PeriodVisitor {

    /** Takes one bucket. */
    void visit(long endMillis, double bad, double total);
  }

  /** Good or bad events that are ahead of the total. */
  public record Waiting(long time, double increment) {}

  /**
   * What is kept of a tracker.
   *
   * @param created instant from which its feed is expected, milliseconds since the epoch
   * @param newestTotal time of the newest sample of the total
   * @param touched whether samples came since it was last read
   * @param waiting good or bad events that are ahead of the total
   * @param rings the counts, tier by tier
   */
  public record State(
      long created,
      long newestTotal,
      boolean touched,
      List<Waiting> waiting,
      List<BucketRing.State> rings) {}
}
