package io.plumbline.ingest;

import io.plumbline.signal.MetricBatch;

/**
 * The samples of the request that is being read. Holds their times to the bounds, finds their
 * series, and puts what is kept into columns. Belongs to the journal's thread.
 */
final class RequestSamples {

  /** A request with more samples than that must come in parts, or its columns fill the memory. */
  static final int MOST = 1 << 20;

  private static final int UNRESOLVED = -2;
  private static final int REFUSED = -3;

  private final SeriesIndex index;
  private final Columns columns = new Columns();
  private TimeBounds bounds;
  private Refusals refusals;
  private int number;
  private byte[] block;
  private int from;
  private int to;
  private boolean canonical;
  private int series;
  private Refusal refusal;
  private long dropped;
  private long deduplicated;

  RequestSamples(SeriesIndex index) {
    this.index = index;
  }

  /** Reads a request to its end. */
  @FunctionalInterface
  interface Walk {

    /**
     * Hands every series and sample over.
     *
     * @throws MalformedBodyException when the bytes are not a request
     */
    void read() throws MalformedBodyException;
  }

  /**
   * Reads a request. Series and samples that break a rule go to {@code refused}; the rest is kept.
   *
   * @throws MalformedBodyException when the walk says so; nothing is kept, and no series is left
   *     pending
   */
  MetricBatch read(TimeBounds times, Refusals refused, Walk walk) throws MalformedBodyException {
    bounds = times;
    refusals = refused;
    number = -1;
    columns.clear();
    int known = index.size();
    index.begin(times.nowMillis());
    dropped = 0;
    deduplicated = 0;
    boolean whole = false;
    try {
      walk.read();
      whole = true;
    } finally {
      if (!whole) {
        index.truncate(known);
      }
    }
    refusals.drop(IngestMetrics.Dropped.NOT_SELECTED, dropped);
    refusals.drop(IngestMetrics.Dropped.REPLICA, deduplicated);
    return columns.batch(index.since(known));
  }

  /** What follows belongs to the next time series of the request. */
  void next() {
    next(number + 1);
  }

  /** What follows belongs to the series or item of this number, from 0. */
  void next(int item) {
    number = item;
    series = UNRESOLVED;
  }

  /**
   * Guesses the next series by the order of earlier requests.
   *
   * @return where its labels end if they begin here; {@code from} otherwise
   */
  int foresee(byte[] bytes, int from, int end) {
    return index.foresee(bytes, from, end);
  }

  /**
   * The labels of the samples that follow.
   *
   * @param labels bytes that hold them as {@link LabelBlock} says
   * @param strict whether they must be sorted, unique and not empty
   */
  void labels(byte[] labels, int begin, int end, boolean strict) {
    block = labels;
    from = begin;
    to = end;
    canonical = strict;
  }

  /** The samples that follow have labels that cannot be read. */
  void broken(RefusedItemException cause) {
    series = REFUSED;
    refusal = cause.refusal();
    refusals.note(number, cause.getMessage());
  }

  /**
   * Takes a sample of the series whose labels came last.
   *
   * @param startMillis since when its counter counts, 0 when its sender does not say
   */
  void add(long time, long bits, long startMillis) throws MalformedBodyException {
    if (columns.size() == MOST) {
      throw new MalformedBodyException(
          "more than " + MOST + " samples in one request; send them in parts");
    }
    if (series == REFUSED) {
      refusals.again(refusal);
    } else if (time > bounds.latest()) {
      refusals.add(Refusal.IN_FUTURE, number, () -> show() + ": " + bounds.tooFarAhead(time));
    } else if (time < bounds.earliest()) {
      refusals.add(Refusal.TOO_OLD, number, () -> show() + ": " + bounds.tooOld(time));
    } else if (series == UNRESOLVED && !resolve()) {
      refusals.again(refusal);
    } else if (series == SeriesIndex.DROPPED) {
      dropped++;
    } else if (!index.admits(time)) {
      deduplicated++;
    } else {
      // A clock read a moment later than the sample's may put the start behind it.
      columns.add(series, time, bits, Math.max(0, Math.min(startMillis, time)));
    }
  }

  private boolean resolve() {
    try {
      series = canonical ? index.resolveCanonical(block, from, to) : index.resolve(block, from, to);
      return true;
    } catch (RefusedItemException e) {
      broken(e);
      return false;
    }
  }

  private String show() {
    return index.show(block, from, to);
  }
}
