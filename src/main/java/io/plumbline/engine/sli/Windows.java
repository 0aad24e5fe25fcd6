package io.plumbline.engine.sli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The counts of one objective over every window: a ring of buckets for each width. */
final class Windows {

  private final Map<Window, BucketRing> rings = new EnumMap<>(Window.class);
  private final Map<Window, Integer> places = new EnumMap<>(Window.class);
  private final List<BucketRing> tiers = new ArrayList<>();
  private final AppliedLog log = new AppliedLog();

  /**
   * Empty windows.
   *
   * @param period length of the rolling period
   * @param atMillis instant at which they end
   */
  Windows(Duration period, long atMillis) {
    this(period, atMillis, List.of());
  }

  /** Windows as they were kept; empty ones if nothing was. */
  Windows(Duration period, long atMillis, List<BucketRing.State> kept) {
    List<Duration> widths = Window.tiers();
    for (int tier = 0; tier < widths.size(); tier++) {
      List<Window> windows = Window.of(widths.get(tier));
      long width = widths.get(tier).toMillis();
      long[] lengths =
          windows.stream().mapToLong(w -> roundUp(w.length(period).toMillis(), width)).toArray();
      BucketRing ring =
          kept.isEmpty()
              ? new BucketRing(width, lengths, atMillis)
              : new BucketRing(width, lengths, kept.get(tier));
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

  /** Counts events at an instant. */
  void add(long time, double events, double total) {
    log.add(time, events, total, 0);
    tiers.forEach(ring -> ring.add(time, events, total));
  }

  /** Notes that there was data from one instant to another. */
  void cover(long from, long to) {
    log.cover(from, to);
    tiers.forEach(ring -> ring.cover(from, to));
  }

  /** What was added since the last call. */
  Applied takeApplied(long newestMillis) {
    return log.take(newestMillis);
  }

  /** Adds again what was added once. */
  void apply(Applied applied) {
    for (Applied.Count count : applied.counts()) {
      add(count.bucketMillis(), count.events(), count.total());
    }
    applied.covered().forEach(span -> cover(span.fromMillis(), span.toMillis()));
  }

  /** Moves the windows' end forward; an instant before it changes nothing. */
  void advance(long to) {
    tiers.forEach(ring -> ring.advance(to));
  }

  /** What was counted over a window. */
  Sums sums(Window window) {
    return rings.get(window).sums(places.get(window));
  }

  /** The last instant at which a bucket may have left a window. */
  long lastBoundary() {
    return tiers.stream().mapToLong(BucketRing::lastBoundary).max().orElseThrow();
  }

  /**
   * The next instant at which a window changes by time alone; {@code Long.MAX_VALUE} when none
   * holds anything.
   */
  long nextBoundary() {
    return tiers.stream()
        .filter(ring -> !ring.isEmpty())
        .mapToLong(BucketRing::nextBoundary)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The buckets of the period, oldest first. */
  void period(BucketRing.BucketVisitor visitor) {
    rings.get(Window.PERIOD).forEach(places.get(Window.PERIOD), visitor);
  }

  /** What is to be kept, ring by ring. */
  List<BucketRing.State> state() {
    return tiers.stream().map(BucketRing::state).toList();
  }
}
