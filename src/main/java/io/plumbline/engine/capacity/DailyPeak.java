package io.plumbline.engine.capacity;

import java.time.Duration;
import java.time.Instant;

/**
 * The 95th percentile of a gauge's samples over one UTC day.
 *
 * @param day days since 1970-01-01
 * @param value the percentile, finite
 */
record DailyPeak(long day, double value) {

  static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** The UTC day that holds an instant, in days since 1970-01-01. */
  static long dayOf(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** The instant at which a day is over and its figure stands. */
  static Instant end(long day) {
    return Instant.ofEpochMilli((day + 1) * DAY_MILLIS);
  }
}
