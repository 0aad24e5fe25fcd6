package io.plumbline.engine.capacity;

import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the complete days say: the figures, the trend through them and where it leads. It changes
 * only when a day ends or a late sample corrects one.
 *
 * @param before the first day that was not complete, days since 1970-01-01
 * @param end end of the newest complete day with data
 * @param days days from the beginning of that day until the trend reaches the threshold; absent
 *     when not in sight
 * @param trendKnown whether there is a trend
 * @param dailyPeak the days' figures, each at the end of its day
 * @param trend first and last point of the trend, or empty
 */
record Course(
    long before,
    Optional<Instant> end,
    OptionalDouble days,
    boolean trendKnown,
    List<Point> dailyPeak,
    List<Point> trend) {

  /** How far ahead of the newest complete day the trend is drawn, days. */
  static final int AHEAD_DAYS = 45;

  /** The course of the complete days before a day. */
  static Course of(DailyPeaks peaks, long before, double threshold) {
    List<DailyPeak> days = peaks.before(before, Trend.MAX_DAYS);
    Optional<Trend> trend = Trend.through(days);
    return new Course(
        before,
        days.isEmpty()
            ? Optional.empty()
            : Optional.of(DailyPeak.end(days.get(days.size() - 1).day())),
        trend.isPresent()
            ? fromNow(trend.get().daysTo(threshold), days, before)
            : OptionalDouble.empty(),
        trend.isPresent(),
        days.stream().map(d -> new Point(DailyPeak.end(d.day()), d.value())).toList(),
        trend.map(Course::line).orElse(List.of()));
  }

  // Days without data have passed all the same.
  private static OptionalDouble fromNow(
      OptionalDouble days, List<DailyPeak> complete, long before) {
    if (days.isEmpty()) {
      return days;
    }
    long passed = before - complete.get(complete.size() - 1).day() - 1;
    return OptionalDouble.of(Math.max(0, days.getAsDouble() - passed));
  }

  /** The same days without a trend, once they are too old to tell where use is heading. */
  Course withoutTrend() {
    return new Course(before, end, OptionalDouble.empty(), false, dailyPeak, List.of());
  }

  private static List<Point> line(Trend trend) {
    double length = trend.span() + AHEAD_DAYS;
    if (trend.after(length) < 0 && trend.after(trend.span()) >= 0) {
      // Nothing is used less than not at all.
      length = -trend.offset() / trend.slope();
    }
    Instant first = DailyPeak.end(trend.firstDay());
    return List.of(
        new Point(first, trend.offset()),
        new Point(first.plusMillis((long) (length * DailyPeak.DAY_MILLIS)), trend.after(length)));
  }
}
