package io.plumbline.engine.sli;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Budgeting.Slices;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What is kept of the newest slices of an objective, so that samples may come late and in any
 * order. Slice {@code i} holds the instants in {@code [i·length, (i+1)·length)}. It is covered if a
 * sample lies in it, or if it lies between two samples that are not too far apart: of one counter,
 * or of any of the measured values.
 */
final class SliceBook {

  private static final long KEPT = Duration.ofHours(6).toMillis();
  private static final int LEAST_KEPT = 8;
  private static final long NEVER = Long.MIN_VALUE;

  private final Slices slices;
  private final long length;
  private final long stale;
  private final int kept;
  private final long[] index;
  private final long[] first;
  private final long[] last;
  private final double[] left;
  private final double[] right;
  private long top = NEVER;

  /**
   * An empty book.
   *
   * @param slices how the objective is budgeted
   * @param staleAfter longest span between two samples that still counts as covered
   */
  SliceBook(Slices slices, Duration staleAfter) {
    this.slices = slices;
    this.length = slices.length().toMillis();
    this.stale = staleAfter.toMillis();
    this.kept = (int) Math.max(LEAST_KEPT, (Math.max(KEPT, 2 * stale) + length - 1) / length);
    int slots = kept + 2 * reach() + 2;
    this.index = new long[slots];
    this.first = new long[slots];
    this.last = new long[slots];
    this.left = new double[slots];
    this.right = new double[slots];
    Arrays.fill(index, NEVER);
  }

  /** Puts back what was kept. */
  void restore(State state) {
    top = state.top();
    for (int i = 0; i < state.index().length; i++) {
      int slot = slot(state.index()[i]);
      index[slot] = state.index()[i];
      first[slot] = state.first()[i];
      last[slot] = state.last()[i];
      left[slot] = state.left()[i];
      right[slot] = state.right()[i];
    }
  }

  /** How many slices away a sample may still tell of coverage. */
  int reach() {
    return (int) (stale / length) + 2;
  }

  /** The slice of an instant. */
  long slice(long time) {
    return Math.floorDiv(time, length);
  }

  /** Whether a slice is new enough to be corrected. */
  boolean keeps(long slice) {
    return top == NEVER || slice > top - kept;
  }

  /** Takes good or bad events; they tell nothing of coverage. */
  void events(long time, double increment) {
    left[opened(slice(time))] += increment;
  }

  /** Takes an increment of the total since an instant; the slices between are covered too. */
  void total(long since, long time, double increment) {
    for (long between = slice(since) + 1; between < slice(time); between++) {
      cover(opened(between), between * length);
    }
    int slot = opened(slice(time));
    right[slot] += increment;
    cover(slot, time);
  }

  /** Takes a measured value: the worst in the slice, and the worst of its newest, count. */
  void gauge(long time, double value, Budgeting.Comparison operator) {
    int slot = opened(slice(time));
    boolean none = first[slot] == NEVER;
    left[slot] = none ? value : operator.worse(left[slot], value);
    if (none || time > last[slot]) {
      right[slot] = value;
    } else if (time == last[slot]) {
      right[slot] = operator.worse(right[slot], value);
    }
    cover(slot, time);
  }

  private void cover(int slot, long time) {
    first[slot] = first[slot] == NEVER ? time : Math.min(first[slot], time);
    last[slot] = Math.max(last[slot], time);
  }

  private int opened(long slice) {
    int slot = slot(slice);
    if (index[slot] != slice) {
      index[slot] = slice;
      first[slot] = NEVER;
      last[slot] = NEVER;
      left[slot] = 0;
      right[slot] = 0;
    }
    top = Math.max(top, slice);
    return slot;
  }

  /**
   * How bad a slice was.
   *
   * @param goodEvents whether the events counted are the good ones
   * @return 0 to 1, empty when it is not covered
   */
  OptionalDouble bad(long slice, boolean goodEvents) {
    if (covered(slice)) {
      int slot = slot(slice);
      return OptionalDouble.of(bad(left[slot], right[slot], goodEvents));
    }
    return slices.verdict() instanceof Budgeting.Within ? held(slice) : OptionalDouble.empty();
  }

  // A measured value holds until the next sample, if that comes soon enough.
  private OptionalDouble held(long slice) {
    long before = slice - 1;
    while (before >= slice - reach() && !covered(before)) {
      before--;
    }
    long after = slice + 1;
    while (after <= slice + reach() && !covered(after)) {
      after++;
    }
    boolean bridged =
        covered(before) && covered(after) && first[slot(after)] - last[slot(before)] <= stale;
    return bridged ? OptionalDouble.of(bad(right[slot(before)], 0, false)) : OptionalDouble.empty();
  }

  private double bad(double a, double b, boolean goodEvents) {
    if (slices.verdict() instanceof Budgeting.Within within) {
      return within.operator().holds(a, within.value()) ? 0 : 1;
    }
    if (b <= 0) {
      return 0;
    }
    double good = Math.max(0, Math.min(goodEvents ? a : b - a, b));
    if (slices.verdict() instanceof Budgeting.AtLeast least) {
      return good / b >= least.ratio() ? 0 : 1;
    }
    return (b - good) / b;
  }

  private boolean covered(long slice) {
    int slot = slot(slice);
    return index[slot] == slice && first[slot] != NEVER;
  }

  private int slot(long slice) {
    return (int) Math.floorMod(slice, (long) index.length);
  }

  /** What is to be kept: the slices that may still be read. */
  State state() {
    int[] slots = new int[index.length];
    int size = 0;
    for (long i = top - index.length + 1; top != NEVER && i <= top; i++) {
      if (index[slot(i)] == i) {
        slots[size++] = slot(i);
      }
    }
    State state =
        new State(
            top,
            new long[size],
            new long[size],
            new long[size],
            new double[size],
            new double[size]);
    for (int i = 0; i < size; i++) {
      state.index()[i] = index[slots[i]];
      state.first()[i] = first[slots[i]];
      state.last()[i] = last[slots[i]];
      state.left()[i] = left[slots[i]];
      state.right()[i] = right[slots[i]];
    }
    return state;
  }

  /**
   * What is kept of the slices that hold something.
   *
   * @param top number of the newest
   * @param index their numbers
   * @param first time of the first sample in each that tells of coverage
   * @param last time of the last one
   * @param left good or bad events; for a measured value the worst
   * @param right all events; for a measured value the newest
   */
  @SuppressWarnings("ArrayRecordComponent")
  record State(long top, long[] index, long[] first, long[] last, double[] left, double[] right) {}
}
