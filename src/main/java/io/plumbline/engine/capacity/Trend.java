package io.plumbline.engine.capacity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A robust straight line through daily figures: the slope is the median of the slopes between all
 * pairs of days, the offset the median of what it leaves (Theil 1950, Sen 1968). Up to 29 % of the
 * days may be wild without moving it far.
 *
 * @param firstDay first day it was drawn through, days since 1970-01-01
 * @param lastDay last day it was drawn through
 * @param offset its value on the first day
 * @param slope its rise per day
 */
record Trend(long firstDay, long lastDay, double offset, double slope) {

  /** Days with data below which there is no trend: a week, so that no weekday weighs alone. */
  static final int MIN_DAYS = 7;

  /** Days with data that a trend is drawn through at most, the newest ones. */
  static final int MAX_DAYS = 60;

  /** How far ahead a crossing still counts, days: two years. */
  static final double HORIZON_DAYS = 730;

  /** The trend through days in ascending order; empty when there are fewer than a week. */
  static Optional<Trend> through(List<DailyPeak> peaks) {
    int n = peaks.size();
    if (n < MIN_DAYS) {
      return Optional.empty();
    }
    long firstDay = peaks.get(0).day();
    double[] slopes = new double[n * (n - 1) / 2];
    int pairs = 0;
    for (int i = 0; i < n; i++) {
      DailyPeak from = peaks.get(i);
      for (int j = i + 1; j < n; j++) {
        DailyPeak to = peaks.get(j);
        slopes[pairs++] = (to.value() - from.value()) / (to.day() - from.day());
      }
    }
    double slope = median(slopes);
    double[] offsets =
        peaks.stream().mapToDouble(p -> p.value() - slope * (p.day() - firstDay)).toArray();
    return Optional.of(new Trend(firstDay, peaks.get(n - 1).day(), median(offsets), slope));
  }

  /** Days from the first to the last day. */
  double span() {
    return (double) (lastDay - firstDay);
  }

  /** The value of the line so many days after the first. */
  double after(double days) {
    return offset + slope * days;
  }

  /**
   * Days from the last day until the line reaches a threshold: 0 when it is there already, absent
   * when it does not rise or needs more than two years.
   */
  OptionalDouble daysTo(double threshold) {
    double missing = threshold - after(span());
    if (missing <= 0) {
      return OptionalDouble.of(0);
    }
    double days = slope > 0 ? missing / slope : Double.POSITIVE_INFINITY;
    return days <= HORIZON_DAYS ? OptionalDouble.of(days) : OptionalDouble.empty();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : values[middle - 1] / 2 + values[middle] / 2;
  }
}
