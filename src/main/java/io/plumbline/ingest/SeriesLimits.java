package io.plumbline.ingest;

/**
 * Bounds on what senders may call a series.
 *
 * @param series how many series there may be, at least 1; as many other blocks of labels may be
 *     remembered
 * @param perTaker how many series each objective or threshold may have, at least 1; those that have
 *     not come for an hour are not counted
 * @param labels labels of one series, its name among them, at least 1
 * @param nameBytes length of a label's name in bytes of UTF-8, at least 8
 * @param valueBytes length of a label's value in bytes of UTF-8, at least 1
 */
public record SeriesLimits(int series, int perTaker, int labels, int nameBytes, int valueBytes) {

  /**
   * A million series, 10,000 of them for one objective, with at most 64 labels, names up to 512
   * bytes, values up to 4096.
   */
  public static final SeriesLimits DEFAULT = new SeriesLimits(1_000_000, 10_000, 64, 512, 4096);

  /** Room for the labels of a series, on average. */
  private static final long MEAN_BYTES = 256;

  /** Checks the ranges. A canonical key must fit into one page of the key table. */
  public SeriesLimits {
    if (series < 1 || perTaker < 1 || labels < 1 || nameBytes < 8 || valueBytes < 1) {
      throw new IllegalArgumentException("a limit on series is too small to be of use");
    }
    if ((long) labels * (nameBytes + valueBytes + 24L) > KeyTable.PAGE_BYTES) {
      throw new IllegalArgumentException(
          "labels × (name + value) must stay below " + KeyTable.PAGE_BYTES + " bytes");
    }
  }

  /** How many bytes of labels may be remembered before only series of the journal are. */
  long labelBytes() {
    return Math.max(KeyTable.PAGE_BYTES, MEAN_BYTES * series);
  }
}
