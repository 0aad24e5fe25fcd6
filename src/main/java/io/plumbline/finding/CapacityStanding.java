package io.plumbline.finding;

import io.plumbline.catalogue.CapacityTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one resource stands. What is not known is absent.
 *
 * @param target the threshold
 * @param utilisation newest sample of the gauge
 * @param newestSample its time
 * @param days days until the trend reaches the threshold; absent when unknown or not in sight
 * @param trendKnown whether history is long enough for a trend
 * @param dailyPeak 95th percentile of each day, oldest first
 * @param trend the trend through the daily figures and ahead: its first and last point, or empty
 */
public record CapacityStanding(
    CapacityTarget target,
    OptionalDouble utilisation,
    Optional<Instant> newestSample,
    OptionalDouble days,
    boolean trendKnown,
    List<Point> dailyPeak,
    List<Point> trend) {

  /** Copies the lists. */
  public CapacityStanding {
    dailyPeak = List.copyOf(dailyPeak);
    trend = List.copyOf(trend);
  }
}
