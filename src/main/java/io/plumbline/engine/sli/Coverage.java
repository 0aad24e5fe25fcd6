package io.plumbline.engine.sli;

import java.util.Arrays;

/**
 * The time with data of one objective: the union of the spans between two samples of any series of
 * its total. Spans come in any order; each instant is covered once.
 */
final class Coverage {

  /** Separate stretches that late spans may still join; the holes before them stay holes. */
  private static final int MAX_STRETCHES = 256;

  private long[] from;
  private long[] to;
  private int size;
  private long settled;

  Coverage(State kept) {
    from = kept.from().clone();
    to = kept.to().clone();
    size = from.length;
    settled = kept.settled();
  }

  /**
   * Adds a span.
   *
   * @param begin its begin, milliseconds since the epoch
   * @param end its end
   * @param found takes each part that was not covered before
   */
  void add(long begin, long end, Span found) {
    long start = Math.max(begin, settled);
    // Of the targets of one scrape the first covers what the others would.
    boolean covered = size > 0 && from[size - 1] <= start && end <= to[size - 1];
    if (start >= end || covered) {
      return;
    }
    int first = size;
    while (first > 0 && to[first - 1] >= start) {
      first--;
    }
    int after = first;
    long reached = start;
    while (after < size && from[after] <= end) {
      if (reached < from[after]) {
        found.take(reached, from[after]);
      }
      reached = Math.max(reached, to[after]);
      after++;
    }
    if (reached < end) {
      found.take(reached, end);
    }
    if (after == first) {
      insert(first, start, end);
    } else {
      from[first] = Math.min(start, from[first]);
      to[first] = Math.max(end, to[after - 1]);
      remove(first + 1, after);
    }
  }

  private void insert(int place, long start, long end) {
    if (size == from.length) {
      from = Arrays.copyOf(from, size * 2 + 1);
      to = Arrays.copyOf(to, size * 2 + 1);
    }
    System.arraycopy(from, place, from, place + 1, size - place);
    System.arraycopy(to, place, to, place + 1, size - place);
    from[place] = start;
    to[place] = end;
    size++;
    if (size > MAX_STRETCHES) {
      settled = to[0];
      remove(0, 1);
    }
  }

  private void remove(int first, int after) {
    System.arraycopy(from, after, from, first, size - after);
    System.arraycopy(to, after, to, first, size - after);
    size -= after - first;
  }

  State state() {
    return new State(settled, Arrays.copyOf(from, size), Arrays.copyOf(to, size));
  }

  /** Takes a span. */
  @FunctionalInterface
  interface Span {
    void take(long begin, long end);
  }

  /**
   * What is kept.
   *
   * @param settled instant before which nothing changes any more, milliseconds since the epoch
   * @param from begins of the stretches after it, ascending
   * @param to their ends
   */
  @SuppressWarnings("ArrayRecordComponent")
  record State(long settled, long[] from, long[] to) {

    /** Nothing is covered; spans before an instant do not count. */
    static State from(long instant) {
      return new State(instant, new long[0], new long[0]);
    }
  }
}
