package io.plumbline.journal;

import io.plumbline.signal.MetricBatch;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The columns of a metric batch as bytes: zigzag varints of id − previous id − 1, of time −
 * previous time, and of whole values; other values as their eight raw bytes. Starts of counters, of
 * which few differ, follow as their distance from the one before. Each batch stands alone, so that
 * older ones can be cut.
 */
final class ColumnCodec {

  private static final long WHOLE_LIMIT = 1L << 53;
  private static final int RAW = 1;

  private ColumnCodec() {}

  static void write(MetricBatch batch, Encoder out) {
    out.varint(batch.size());
    long previousId = -1;
    long previousTime = 0;
    for (int i = 0; i < batch.size(); i++) {
      int id = batch.seriesIds()[i];
      long time = batch.timesMillis()[i];
      out.zigzag(id - previousId - 1);
      out.zigzag(time - previousTime);
      putValue(out, batch.valueBits()[i]);
      previousId = id;
      previousTime = time;
    }
  }

  static void writeStarts(MetricBatch batch, Encoder out) {
    long previous = 0;
    for (long start : batch.startsMillis()) {
      out.zigzag(start - previous);
      previous = start;
    }
  }

  static MetricBatch withStarts(MetricBatch batch, ByteBuffer in) {
    long[] starts = new long[batch.size()];
    long previous = 0;
    for (int i = 0; i < starts.length; i++) {
      previous += unzigzag(varint(in));
      starts[i] = previous;
    }
    return new MetricBatch(
        batch.newSeries(), batch.seriesIds(), batch.timesMillis(), batch.valueBits(), starts);
  }

  static MetricBatch read(ByteBuffer in, List<MetricBatch.Series> newSeries) {
    int size = (int) varint(in);
    int[] ids = new int[size];
    long[] times = new long[size];
    long[] values = new long[size];
    long previousId = -1;
    long previousTime = 0;
    for (int i = 0; i < size; i++) {
      previousId += unzigzag(varint(in)) + 1;
      previousTime += unzigzag(varint(in));
      ids[i] = (int) previousId;
      times[i] = previousTime;
      values[i] = value(in);
    }
    return new MetricBatch(newSeries, ids, times, values);
  }

  private static void putValue(Encoder out, long bits) {
    long whole = (long) Double.longBitsToDouble(bits);
    // Comparing bits keeps −0.0, NaN and the stale marker out of the short form.
    if (whole > -WHOLE_LIMIT
        && whole < WHOLE_LIMIT
        && Double.doubleToRawLongBits((double) whole) == bits) {
      out.varint(zigzag(whole) << 1);
    } else {
      out.put((byte) RAW);
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        out.put((byte) (bits >>> shift));
      }
    }
  }

  private static long value(ByteBuffer in) {
    long coded = varint(in);
    if (coded != RAW) {
      return Double.doubleToRawLongBits((double) unzigzag(coded >>> 1));
    }
    long bits = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bits |= (in.get() & 0xffL) << shift;
    }
    return bits;
  }

  static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint too long");
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long coded) {
    return (coded >>> 1) ^ -(coded & 1);
  }
}
