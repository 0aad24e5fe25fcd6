package io.plumbline.engine.sli;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A ring of buckets of which some time is excluded. What was excluded is kept beside what counts,
 * so that it can come back. An exclusion that is known beforehand takes exactly what happened in
 * it; one that becomes known later takes the buckets that lie wholly within it, since what a bucket
 * holds cannot be divided any more.
 */
final class Ring {

  private final long width;
  private final long[] lengths;
  private final BucketRing counted;
  private final TreeSet<Long> undivided = new TreeSet<>();
  private Spans exclusions = Spans.NONE;
  private Optional<BucketRing> excluded = Optional.empty();

  /** An empty ring, as {@link BucketRing}. */
  Ring(long widthMillis, long[] lengthsMillis, long atMillis) {
    this.width = widthMillis;
    this.lengths = lengthsMillis;
    this.counted = new BucketRing(widthMillis, lengthsMillis, atMillis);
  }

  /** A ring as it was kept. */
  Ring(long widthMillis, long[] lengthsMillis, BucketRing.State state, Optional<Kept> kept) {
    this.width = widthMillis;
    this.lengths = lengthsMillis;
    this.counted = new BucketRing(widthMillis, lengthsMillis, state);
    kept.ifPresent(
        k -> {
          exclusions = k.exclusions();
          undivided.addAll(k.undivided());
          excluded = k.excluded().map(ring -> new BucketRing(width, lengths, ring));
        });
  }

  /** From now on these spans are excluded, and no others. */
  void exclude(Spans now) {
    if (now.equals(exclusions)) {
      return;
    }
    BucketRing out = excluded.orElseGet(() -> new BucketRing(width, lengths, counted.at()));
    excluded = Optional.of(out);
    out.advance(counted.at());
    for (long bucket = counted.oldest(); bucket <= counted.newest(); bucket++) {
      long from = bucket * width;
      long to = from + width;
      long passed = Math.min(to, counted.at() + 1);
      if (!exclusions.within(from, passed).equals(now.within(from, passed))) {
        boolean whole = now.covers(from, to);
        if (whole) {
          counted.move(bucket, out);
        } else {
          out.move(bucket, counted);
        }
        undivided.remove(bucket);
        if (!whole && !now.within(from, to).none() && counted.holds(bucket)) {
          undivided.add(bucket);
        }
      }
    }
    exclusions = now;
  }

  private boolean isExcluded(long time) {
    long bucket = Math.floorDiv(time, width);
    return exclusions.covers(bucket * width, (bucket + 1) * width)
        || (exclusions.holds(time) && !undivided.contains(bucket));
  }

  /** Counts at an instant; negative amounts take away again. */
  void add(long time, double events, double total, long covered) {
    if (!exclusions.none() && isExcluded(time)) {
      counted.advance(time);
      excluded.ifPresent(out -> out.add(time, events, total, covered));
    } else {
      counted.add(time, events, total, covered);
    }
  }

  /** How many more good or bad events the total at an instant holds. */
  double room(long time) {
    return exclusions.none() || !isExcluded(time)
        ? counted.room(time)
        : excluded.map(out -> out.room(time)).orElse(Double.POSITIVE_INFINITY);
  }

  /** Notes that there was data from one instant to another. */
  void cover(long from, long to) {
    if (exclusions.none()) {
      counted.cover(from, to);
      return;
    }
    for (long t = from; t < to; ) {
      long next = Math.min(Math.floorDiv(t, width) * width + width, exclusions.nextEdge(t));
      next = Math.min(next, to);
      add(t, 0, 0, next - t);
      t = next;
    }
  }

  /** Moves the windows' end forward. */
  void advance(long to) {
    counted.advance(to);
    excluded.ifPresent(out -> out.advance(counted.at()));
    if (!undivided.isEmpty()) {
      undivided.headSet(counted.oldest()).clear();
    }
  }

  /** As {@link BucketRing#exact()}. */
  boolean exact() {
    return counted.exact();
  }

  /** As {@link BucketRing#leaving}. */
  double leaving(int window, long until) {
    return counted.leaving(window, until);
  }

  /** What counts over a window. */
  Sums sums(int window) {
    return counted.sums(window);
  }

  /**
   * The target that a window is judged by.
   *
   * @param targets the targets
   * @param later how much later their time is than the ring's, milliseconds
   */
  double target(int window, Targets targets, long later) {
    long end = counted.at() + later;
    double[] sums = {0, 0};
    if (targets.changes(counted.begin(window) + later, end)) {
      counted.forEach(
          window,
          (until, events, total) -> {
            sums[0] += total;
            sums[1] += total * targets.at(until - width + later);
          });
    }
    return sums[0] > 0 ? sums[1] / sums[0] : targets.at(end);
  }

  /** What happened in a window but does not count. */
  Sums excluded(int window) {
    return excluded.map(out -> out.sums(window)).orElse(new Sums(0, 0, 0));
  }

  /** How much of a window is excluded, milliseconds. */
  long excludedMillis(int window) {
    if (exclusions.none()) {
      return 0;
    }
    long from = counted.begin(window);
    long to = counted.at() + 1;
    long left =
        undivided.stream()
            .mapToLong(b -> exclusions.within(b * width, Math.min((b + 1) * width, to)).length())
            .sum();
    return Math.max(0, exclusions.within(from, to).length() - left);
  }

  /** The kept buckets that lie in a window, oldest first. */
  void forEach(int window, BucketRing.BucketVisitor visitor) {
    counted.forEach(window, visitor);
  }

  /** Whether nothing happened in any window. */
  boolean isEmpty() {
    return counted.isEmpty() && excluded.map(BucketRing::isEmpty).orElse(true);
  }

  long nextBoundary() {
    return counted.nextBoundary();
  }

  long lastBoundary() {
    return counted.lastBoundary();
  }

  BucketRing.State state() {
    return counted.state();
  }

  /** What is to be kept of exclusions; empty when there never was one. */
  Optional<Kept> kept() {
    return exclusions.none() && excluded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Kept(exclusions, List.copyOf(undivided), excluded.map(BucketRing::state)));
  }

  /**
   * What is kept of exclusions.
   *
   * @param exclusions the spans
   * @param undivided buckets that were counted before a part of them was excluded
   * @param excluded what does not count
   */
  record Kept(Spans exclusions, List<Long> undivided, Optional<BucketRing.State> excluded) {}
}
