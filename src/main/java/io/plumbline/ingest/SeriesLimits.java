package io.plumbline.ingest;

/**
 * Bounds on what senders may call a series.
 *
 * @param series how many series there may be, at least 1
 * @param labels labels of one series, its name among them, at least 1
 * @param nameBytes length of a label's name in bytes of UTF-8, at least 8
 * @param valueBytes length of a label's value in bytes of UTF-8, at least 1
 */
public record SeriesLimits(int series, int labels, int nameBytes, int valueBytes) {

  /** A million series of at most 64 labels, names up to 512 bytes, values up to 4096. */
  public static final SeriesLimits DEFAULT = new SeriesLimits(1_000_000, 64, 512, 4096);

  /** Checks the ranges. A canonical key must fit into one page of the key table. */
  public SeriesLimits {
    if (series < 1 || labels < 1 || nameBytes < 8 || valueBytes < 1) {
      throw new IllegalArgumentException("a limit on series is too small to be of use");
    }
    if ((long) labels * (nameBytes + valueBytes + 24L) > KeyTable.PAGE_BYTES) {
      throw new IllegalArgumentException(
          "labels × (name + value) must stay below " + KeyTable.PAGE_BYTES + " bytes");
    }
  }
}
