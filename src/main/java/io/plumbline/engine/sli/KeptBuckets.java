package io.plumbline.engine.sli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;

/**
 * The kept form of a ring's buckets. There are a thousand an objective, most of them empty or
 * covered in full, and all of them whole numbers unless somebody counts fractions; so whole numbers
 * stand in one row, in which a zero is followed by how many there are, and only fractions as they
 * are.
 *
 * @param at the windows' end, milliseconds since the epoch
 * @param whole events, totals, and what each bucket is covered longer than the one before; null
 *     where there are fractions
 * @param events good or bad events of each bucket, null where all are whole
 * @param total all events of each bucket, null where all are whole
 * @param covered time with data in each bucket, milliseconds; null where all are whole
 */
@SuppressWarnings("ArrayRecordComponent")
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeptBuckets(long at, long[] whole, double[] events, double[] total, long[] covered) {

  private static final double MAX_WHOLE = 0x1p53;

  static KeptBuckets of(long at, double[] events, double[] total, long[] covered) {
    if (!areWhole(events) || !areWhole(total)) {
      return new KeptBuckets(at, null, events, total, covered);
    }
    int buckets = covered.length;
    long[] numbers = new long[3 * buckets];
    long before = 0;
    for (int i = 0; i < buckets; i++) {
      numbers[i] = (long) events[i];
      numbers[buckets + i] = (long) total[i];
      numbers[2 * buckets + i] = covered[i] - before;
      before = covered[i];
    }
    return new KeptBuckets(at, shortened(numbers), null, null, null);
  }

  private static boolean areWhole(double[] counts) {
    for (double count : counts) {
      if (count != Math.rint(count) || Math.abs(count) > MAX_WHOLE) {
        return false;
      }
    }
    return true;
  }

  private static long[] shortened(long[] numbers) {
    long[] row = new long[numbers.length + 1];
    int size = 0;
    for (int i = 0; i < numbers.length; ) {
      int zeros = i;
      while (zeros < numbers.length && numbers[zeros] == 0) {
        zeros++;
      }
      if (size + 2 > row.length) {
        row = Arrays.copyOf(row, row.length * 2);
      }
      row[size++] = numbers[i];
      if (zeros > i) {
        row[size++] = (long) zeros - i;
      }
      i = Math.max(zeros, i + 1);
    }
    return Arrays.copyOf(row, size);
  }

  /** The buckets as they were. */
  BucketRing.State buckets() {
    if (whole == null) {
      return new BucketRing.State(at, events, total, covered);
    }
    long[] numbers = lengthened();
    int buckets = numbers.length / 3;
    long[] coveredMillis = Arrays.copyOfRange(numbers, 2 * buckets, numbers.length);
    for (int i = 1; i < buckets; i++) {
      coveredMillis[i] += coveredMillis[i - 1];
    }
    return new BucketRing.State(
        at, counts(numbers, 0, buckets), counts(numbers, buckets, 2 * buckets), coveredMillis);
  }

  private static double[] counts(long[] numbers, int from, int to) {
    double[] counts = new double[to - from];
    for (int i = from; i < to; i++) {
      counts[i - from] = numbers[i];
    }
    return counts;
  }

  private long[] lengthened() {
    int size = 0;
    for (int i = 0; i < whole.length; i++) {
      size += whole[i] == 0 ? Math.toIntExact(whole[++i]) : 1;
    }
    long[] numbers = new long[size];
    int place = 0;
    for (int i = 0; i < whole.length; i++) {
      numbers[place] = whole[i];
      place += whole[i] == 0 ? (int) whole[++i] : 1;
    }
    return numbers;
  }
}
