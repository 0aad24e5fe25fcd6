package io.plumbline.engine.sli;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Counts in buckets of one width, and running sums over the windows made of them. Bucket {@code i}
 * holds the instants in {@code [i·width, (i+1)·width)}; the window of length w at T is the buckets
 * that end in (T−w, T] and the open one. Whole counts stay exact up to 2^53; fractions and greater
 * counts are as good as a double, and leave nothing behind when they leave a window.
 */
final class BucketRing {

  private static final double MAX_EXACT = 0x1p53;

  private final long width;
  private final long[] lengths;
  private final double[] events;
  private final double[] total;
  private final long[] covered;
  private final double[] eventSums;
  private final double[] totalSums;
  private final long[] coveredSums;
  private boolean exact = true;
  private long at;

  /**
   * An empty ring.
   *
   * @param widthMillis width of a bucket
   * @param lengthsMillis lengths of the windows, multiples of the width
   * @param atMillis instant at which the windows end
   */
  BucketRing(long widthMillis, long[] lengthsMillis, long atMillis) {
    this(
        widthMillis,
        lengthsMillis,
        new State(
            atMillis,
            new double[slots(widthMillis, lengthsMillis)],
            new double[slots(widthMillis, lengthsMillis)],
            new long[slots(widthMillis, lengthsMillis)]));
  }

  /** A ring as it was kept. */
  BucketRing(long widthMillis, long[] lengthsMillis, State state) {
    this.width = widthMillis;
    this.lengths = lengthsMillis.clone();
    this.at = state.at();
    this.events = state.events().clone();
    this.total = state.total().clone();
    this.covered = state.covered().clone();
    this.eventSums = new double[lengths.length];
    this.totalSums = new double[lengths.length];
    this.coveredSums = new long[lengths.length];
    for (int w = 0; w < lengths.length; w++) {
      for (long i = low(w, at); i <= bucket(at); i++) {
        eventSums[w] += events[slot(i)];
        totalSums[w] += total[slot(i)];
        coveredSums[w] += covered[slot(i)];
        exact &= isExact(events[slot(i)], eventSums[w]) && isExact(total[slot(i)], totalSums[w]);
      }
    }
  }

  // Sums of whole numbers up to 2^53 are exact in whatever order they are added and taken away.
  private static boolean isExact(double added, double sum) {
    return added == Math.rint(added) && Math.abs(sum) <= MAX_EXACT;
  }

  private static int slots(long width, long[] lengths) {
    return (int) (Arrays.stream(lengths).max().orElseThrow() / width) + 1;
  }

  /** Moves the windows' end forward; an instant before it changes nothing. */
  void advance(long to) {
    if (to <= at) {
      return;
    }
    long newest = bucket(at);
    for (int w = 0; w < lengths.length; w++) {
      long end = Math.min(low(w, to), newest + 1);
      for (long i = low(w, at); i < end; i++) {
        eventSums[w] -= events[slot(i)];
        totalSums[w] -= total[slot(i)];
        coveredSums[w] -= covered[slot(i)];
      }
    }
    for (long i = Math.max(newest + 1, bucket(to) - events.length + 1); i <= bucket(to); i++) {
      events[slot(i)] = 0;
      total[slot(i)] = 0;
      covered[slot(i)] = 0;
    }
    at = to;
  }

  /** Counts events at an instant; what is older than the longest window is dropped. */
  void add(long time, double addedEvents, double addedTotal) {
    addTo(bucketKept(time), addedEvents, addedTotal, 0);
  }

  /** Counts events and time with data at an instant; negative amounts take them away again. */
  void add(long time, double addedEvents, double addedTotal, long addedCovered) {
    addTo(bucketKept(time), addedEvents, addedTotal, addedCovered);
  }

  /** Whether a bucket's total holds that many more events; one that is not kept any more does. */
  boolean holds(long time, double moreEvents) {
    long bucket = bucket(time);
    if (bucket < oldest()) {
      return true;
    }
    return bucket <= bucket(at) && events[slot(bucket)] + moreEvents <= total[slot(bucket)];
  }

  /** Notes that there was data from one instant to another. */
  void cover(long from, long to) {
    long oldest = oldest() * width;
    for (long t = Math.max(from, oldest); t < to; ) {
      long next = Math.min(to, (bucket(t) + 1) * width);
      addTo(bucketKept(t), 0, 0, next - t);
      t = next;
    }
  }

  private void addTo(long bucket, double addedEvents, double addedTotal, long addedCovered) {
    if (bucket < oldest()) {
      return;
    }
    events[slot(bucket)] += addedEvents;
    total[slot(bucket)] += addedTotal;
    covered[slot(bucket)] += addedCovered;
    for (int w = 0; w < lengths.length; w++) {
      if (bucket >= low(w, at)) {
        eventSums[w] += addedEvents;
        totalSums[w] += addedTotal;
        coveredSums[w] += addedCovered;
        exact &= isExact(addedEvents, eventSums[w]) && isExact(addedTotal, totalSums[w]);
      }
    }
  }

  private long bucketKept(long time) {
    advance(time);
    return bucket(time);
  }

  /** Sums over the window of an index in the constructor's order. */
  Sums sums(int window) {
    if (exact) {
      return new Sums(eventSums[window], totalSums[window], coveredSums[window]);
    }
    // What was rounded when it came would leave a rest when it goes: a ratio of nothing.
    double someEvents = 0;
    double all = 0;
    for (long i = low(window, at); i <= bucket(at); i++) {
      someEvents += events[slot(i)];
      all += total[slot(i)];
    }
    return new Sums(someEvents, all, coveredSums[window]);
  }

  /** The kept buckets that lie in the window of an index, oldest first. */
  void forEach(int window, BucketVisitor visitor) {
    for (long i = low(window, at); i <= bucket(at); i++) {
      visitor.visit((i + 1) * width, events[slot(i)], total[slot(i)]);
    }
  }

  /** Whether any window holds an event. */
  boolean isEmpty() {
    return IntStream.range(0, lengths.length)
        .mapToObj(this::sums)
        .allMatch(sums -> sums.total() == 0 && sums.events() == 0);
  }

  /** The next instant after the windows' end at which a bucket may leave one. */
  long nextBoundary() {
    return (bucket(at) + 1) * width;
  }

  /** The last boundary of buckets at or before the windows' end. */
  long lastBoundary() {
    return bucket(at) * width;
  }

  State state() {
    return new State(at, events.clone(), total.clone(), covered.clone());
  }

  /** The windows' end. */
  long at() {
    return at;
  }

  /** Number of the bucket at the windows' end. */
  long newest() {
    return bucket(at);
  }

  /** The first instant of a window. */
  long begin(int window) {
    return low(window, at) * width;
  }

  /** Whether anything is counted in a kept bucket. */
  boolean holds(long bucket) {
    int slot = slot(bucket);
    return events[slot] != 0 || total[slot] != 0 || covered[slot] != 0;
  }

  /** Moves what is counted in a kept bucket to a ring of the same widths and end. */
  void move(long bucket, BucketRing to) {
    int slot = slot(bucket);
    to.addTo(bucket, events[slot], total[slot], covered[slot]);
    addTo(bucket, -events[slot], -total[slot], -covered[slot]);
  }

  private long bucket(long time) {
    return Math.floorDiv(time, width);
  }

  private long low(int window, long time) {
    return Math.floorDiv(time - lengths[window], width);
  }

  /** Number of the oldest bucket that is kept. */
  long oldest() {
    return bucket(at) - events.length + 1;
  }

  private int slot(long bucket) {
    return (int) Math.floorMod(bucket, (long) events.length);
  }

  /** Sees buckets one by one. */
  @FunctionalInterface
  interface BucketVisitor {
    void visit(long endMillis, double events, double total);
  }

  /** What is kept of a ring. */
  @SuppressWarnings("ArrayRecordComponent")
  record State(long at, double[] events, double[] total, long[] covered) {}
}
