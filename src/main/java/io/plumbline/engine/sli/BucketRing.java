package io.plumbline.engine.sli;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * Counts in buckets of one width, and running sums over the windows made of them. Bucket {@code i}
 * holds the instants in {@code [i·width, (i+1)·width)}; the window of length w at T is the buckets
 * that end in (T−w, T] and the open one. Whole counts stay exact up to 2^53; fractions and greater
 * counts are as good as a double, and leave nothing behind when they leave a window.
 */
final class BucketRing {

  private static final double MAX_EXACT = 0x1p53;

  private final long width;

  /** How many buckets before the newest each window begins. */
  private final int[] reaches;

  private final double[] events;
  private final double[] total;
  private final long[] covered;
  private final double[] eventSums;
  private final double[] totalSums;
  private final long[] coveredSums;
  private boolean exact = true;
  private long at;
  private long newest;

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
    this.reaches = Arrays.stream(lengthsMillis).mapToInt(l -> (int) (l / widthMillis)).toArray();
    this.at = state.at();
    this.newest = bucket(at);
    this.events = state.events().clone();
    this.total = state.total().clone();
    this.covered = state.covered().clone();
    this.eventSums = new double[reaches.length];
    this.totalSums = new double[reaches.length];
    this.coveredSums = new long[reaches.length];
    for (int w = 0; w < reaches.length; w++) {
      int slot = slot(newest - reaches[w]);
      for (int i = 0; i <= reaches[w]; i++, slot = after(slot)) {
        eventSums[w] += events[slot];
        totalSums[w] += total[slot];
        coveredSums[w] += covered[slot];
        exact &= isWhole(events[slot]) && isWhole(total[slot]);
        exact &= Math.abs(eventSums[w]) <= MAX_EXACT && Math.abs(totalSums[w]) <= MAX_EXACT;
      }
    }
  }

  // Sums of whole numbers up to 2^53 are exact in whatever order they are added and taken away.
  private static boolean isWhole(double added) {
    return added == Math.rint(added);
  }

  private static int slots(long width, long[] lengths) {
    return (int) (Arrays.stream(lengths).max().orElseThrow() / width) + 1;
  }

  /** Moves the windows' end forward; an instant before it changes nothing. */
  void advance(long to) {
    if (to <= at) {
      return;
    }
    at = to;
    long next = bucket(to);
    if (next == newest) {
      return;
    }
    for (int w = 0; w < reaches.length; w++) {
      long end = Math.min(next - reaches[w], newest + 1);
      for (long i = newest - reaches[w]; i < end; i++) {
        int slot = slot(i);
        eventSums[w] -= events[slot];
        totalSums[w] -= total[slot];
        coveredSums[w] -= covered[slot];
      }
    }
    for (long i = Math.max(newest + 1, next - events.length + 1); i <= next; i++) {
      int slot = slot(i);
      events[slot] = 0;
      total[slot] = 0;
      covered[slot] = 0;
    }
    newest = next;
  }

  /** Counts events at an instant; what is older than the longest window is dropped. */
  void add(long time, double addedEvents, double addedTotal) {
    addTo(bucketKept(time), addedEvents, addedTotal, 0);
  }

  /** Counts events and time with data at an instant; negative amounts take them away again. */
  void add(long time, double addedEvents, double addedTotal, long addedCovered) {
    addTo(bucketKept(time), addedEvents, addedTotal, addedCovered);
  }

  /**
   * How many more events the total of a bucket holds; without end for one that is not kept any
   * more, none for one that is still to come.
   */
  double room(long time) {
    long bucket = bucket(time);
    if (bucket < oldest()) {
      return Double.POSITIVE_INFINITY;
    }
    return bucket > newest ? 0 : total[slot(bucket)] - events[slot(bucket)];
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
    int slot = slot(bucket);
    events[slot] += addedEvents;
    total[slot] += addedTotal;
    covered[slot] += addedCovered;
    exact &= isWhole(addedEvents) && isWhole(addedTotal);
    for (int w = 0; w < reaches.length; w++) {
      if (bucket >= newest - reaches[w]) {
        eventSums[w] += addedEvents;
        totalSums[w] += addedTotal;
        coveredSums[w] += addedCovered;
        exact &= Math.abs(eventSums[w]) <= MAX_EXACT && Math.abs(totalSums[w]) <= MAX_EXACT;
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
    double[] sums = new double[2];
    forEach(
        window,
        (end, someEvents, all) -> {
          sums[0] += someEvents;
          sums[1] += all;
        });
    return new Sums(sums[0], sums[1], coveredSums[window]);
  }

  /** Whether sums are exact, whatever was added and taken away. */
  boolean exact() {
    return exact;
  }

  /**
   * How much of the total leaves a window by time alone up to an instant; infinite if more events
   * than that might.
   */
  double leaving(int window, long until) {
    double leaving = 0;
    long end = Math.min(bucket(until) - reaches[window], newest + 1);
    for (long i = newest - reaches[window]; i < end; i++) {
      int slot = slot(i);
      leaving += events[slot] > total[slot] ? Double.POSITIVE_INFINITY : total[slot];
    }
    return leaving;
  }

  /** The kept buckets that lie in the window of an index, oldest first. */
  void forEach(int window, BucketVisitor visitor) {
    int slot = slot(newest - reaches[window]);
    for (long i = newest - reaches[window]; i <= newest; i++, slot = after(slot)) {
      visitor.visit((i + 1) * width, events[slot], total[slot]);
    }
  }

  /** Whether any window holds an event. */
  boolean isEmpty() {
    for (int window = 0; window < reaches.length; window++) {
      Sums sums = sums(window);
      if (sums.total() != 0 || sums.events() != 0) {
        return false;
      }
    }
    return true;
  }

  /** The next instant after the windows' end at which a bucket may leave one. */
  long nextBoundary() {
    return (newest + 1) * width;
  }

  /** The last boundary of buckets at or before the windows' end. */
  long lastBoundary() {
    return newest * width;
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
    return newest;
  }

  /** The first instant of a window. */
  long begin(int window) {
    return (newest - reaches[window]) * width;
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

  /** Number of the oldest bucket that is kept. */
  long oldest() {
    return newest - events.length + 1;
  }

  private int slot(long bucket) {
    return (int) Math.floorMod(bucket, (long) events.length);
  }

  private int after(int slot) {
    return slot + 1 == events.length ? 0 : slot + 1;
  }

  /** Sees buckets one by one. */
  @FunctionalInterface
  interface BucketVisitor {
    void visit(long endMillis, double events, double total);
  }

  /** What is kept of a ring, as {@link KeptBuckets} says. */
  @SuppressWarnings("ArrayRecordComponent")
  record State(long at, double[] events, double[] total, long[] covered) {

    @JsonCreator
    static State of(KeptBuckets kept) {
      return kept.buckets();
    }

    @JsonValue
    KeptBuckets kept() {
      return KeptBuckets.of(at, events, total, covered);
    }
  }
}
