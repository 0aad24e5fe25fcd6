package io.plumbline.engine.sli;

/**
 * What the samples of a batch add to their counters, place by place in the batch's order. Whoever
 * counts reads it; nobody writes to it.
 */
public final class Increments {

  /** The sample adds nothing: it was covered already. */
  static final double NOTHING = -1;

  /** The sample adds nothing: its value is no count. */
  static final double NO_COUNT = -3;

  /** The sample is the marker that its series has ended. */
  static final double ENDED = -2;

  /** No earlier sample. */
  public static final long NEVER = SeriesBook.NEVER;

  private final double[] amounts;
  private final long[] before;

  Increments(int size) {
    amounts = new double[size];
    before = new long[size];
  }

  void set(int sample, double amount, long earlier) {
    amounts[sample] = amount;
    before[sample] = earlier;
  }

  /** Whether a sample counts; one that adds zero does. */
  public boolean counts(int sample) {
    return amounts[sample] >= 0;
  }

  /** Whether a sample has a value that no counter can have. */
  public boolean isNoCount(int sample) {
    return amounts[sample] == NO_COUNT;
  }

  /** Whether a sample ends its series until the next one comes. */
  public boolean ends(int sample) {
    return amounts[sample] == ENDED;
  }

  /** What a sample that counts adds, not negative and finite. */
  public double amount(int sample) {
    return amounts[sample];
  }

  /**
   * Time of the sample before in the same series, milliseconds since the epoch; {@link #NEVER} when
   * there was none since the series began or last ended.
   */
  public long before(int sample) {
    return before[sample];
  }
}
