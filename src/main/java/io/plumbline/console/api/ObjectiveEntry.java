package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An objective in the read API. Ratios are 0 to 1; what is unknown is absent.
 *
 * @param known whether its feed delivers
 * @param budgetCourse share of the budget left through the period; only with its service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ObjectiveEntry(
    String service,
    String objective,
    String displayName,
    double target,
    Duration period,
    boolean known,
    Instant newestSample,
    Double attainment,
    Double budgetRemaining,
    double unknownRatio,
    Map<String, Double> burnRates,
    List<Point> budgetCourse) {

  static ObjectiveEntry of(ObjectiveStanding standing) {
    return of(standing, null);
  }

  static ObjectiveEntry withCourse(ObjectiveStanding standing) {
    return of(standing, standing.budgetCourse());
  }

  private static ObjectiveEntry of(ObjectiveStanding o, List<Point> course) {
    return new ObjectiveEntry(
        o.slo().service(),
        o.slo().name(),
        o.slo().displayName(),
        o.slo().target(),
        o.slo().period(),
        o.known(),
        o.newestSample().orElse(null),
        Figures.orNull(o.attainment()),
        Figures.orNull(o.budgetRemaining()),
        o.unknownRatio(),
        new TreeMap<>(o.burnRates()),
        course);
  }
}
