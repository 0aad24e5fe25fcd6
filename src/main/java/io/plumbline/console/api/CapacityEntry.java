package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A resource in the read API. Ratios are 0 to 1; what is unknown is absent.
 *
 * @param daysToThreshold absent when unknown or not in sight; {@code trendKnown} tells which
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CapacityEntry(
    String service,
    String name,
    String resource,
    Double utilisation,
    double threshold,
    Duration notice,
    Instant newestSample,
    boolean trendKnown,
    Double daysToThreshold,
    List<Point> dailyPeak,
    List<Point> trend) {

  static CapacityEntry of(CapacityStanding c) {
    return new CapacityEntry(
        c.target().service(),
        c.target().name(),
        c.target().resource(),
        Figures.orNull(c.utilisation()),
        c.target().threshold(),
        c.target().notice(),
        c.newestSample().orElse(null),
        c.trendKnown(),
        Figures.orNull(c.days()),
        c.dailyPeak(),
        c.trend());
  }
}
