package io.plumbline.ingest;

import io.plumbline.signal.MetricBatch;
import java.util.Arrays;
import java.util.List;

/** Samples as they are read, in columns that are used again for the next request. */
final class Columns {

  private int[] ids = new int[4096];
  private long[] times = new long[4096];
  private long[] values = new long[4096];
  private long[] starts = new long[4096];
  private int size;
  private boolean started;

  void clear() {
    size = 0;
    started = false;
  }

  int size() {
    return size;
  }

  /** Adds a sample; its start is 0 when nobody said since when its counter counts. */
  void add(int id, long timeMillis, long valueBits, long startMillis) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
    }
    ids[size] = id;
    times[size] = timeMillis;
    values[size] = valueBits;
    starts[size] = startMillis;
    started |= startMillis != 0;
    size++;
  }

  /** The samples since {@link #clear}, in arrays of their own. */
  MetricBatch batch(List<MetricBatch.Series> newSeries) {
    return new MetricBatch(
        newSeries,
        Arrays.copyOf(ids, size),
        Arrays.copyOf(times, size),
        Arrays.copyOf(values, size),
        started ? Arrays.copyOf(starts, size) : new long[0]);
  }
}
