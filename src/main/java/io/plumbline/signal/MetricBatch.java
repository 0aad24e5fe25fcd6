package io.plumbline.signal;

import java.util.List;

/**
 * Samples of metrics in columns, as accepted together. Arrays are shared, not copied: whoever holds
 * a batch must not write to it.
 *
 * @param newSeries series that appear here for the first time, with the ids given to them
 * @param seriesIds series of each sample
 * @param timesMillis time of each sample, milliseconds since the epoch
 * @param valueBits value of each sample as raw IEEE 754 bits, so that a stale marker survives
 * @param startsMillis since when the counter of each sample counts, milliseconds since the epoch, 0
 *     where its sender did not say; empty when none did
 */
// Columns are arrays because a million samples must not become a million objects.
@SuppressWarnings("ArrayRecordComponent")
public record MetricBatch(
    List<Series> newSeries,
    int[] seriesIds,
    long[] timesMillis,
    long[] valueBits,
    long[] startsMillis)
    implements Signal {

  /** The bits with which Prometheus says that a series has ended. */
  public static final long STALE_MARKER = 0x7ff0000000000002L;

  /** Checks that the columns have one length. */
  public MetricBatch {
    newSeries = List.copyOf(newSeries);
    if (seriesIds.length != timesMillis.length
        || seriesIds.length != valueBits.length
        || (startsMillis.length != 0 && startsMillis.length != seriesIds.length)) {
      throw new IllegalArgumentException("columns of different length");
    }
  }

  /** Samples of which none says since when its counter counts. */
  public MetricBatch(
      List<Series> newSeries, int[] seriesIds, long[] timesMillis, long[] valueBits) {
    this(newSeries, seriesIds, timesMillis, valueBits, new long[0]);
  }

  /** Since when the counter of a sample counts, 0 when its sender did not say. */
  public long startMillis(int sample) {
    return startsMillis.length == 0 ? 0 : startsMillis[sample];
  }

  /** How many samples there are. */
  public int size() {
    return seriesIds.length;
  }

  /**
   * A series and the id by which every later batch refers to it.
   *
   * @param id dense id, from 0
   * @param labels canonical labels
   */
  public record Series(int id, Labels labels) {}
}
