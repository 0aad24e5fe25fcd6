package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.PeriodResult;
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
 * @param excluded how much of the period is excluded; absent when nothing is
 * @param excludedTotal events, or slices, of the period that do not count
 * @param periodFrom when the calendar period that runs began; absent for a rolling one
 * @param periodTo when it ends
 * @param closedPeriods calendar periods that have closed, newest first; absent for a rolling one
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
    Duration excluded,
    Double excludedTotal,
    Instant periodFrom,
    Instant periodTo,
    List<Closed> closedPeriods,
    List<Point> budgetCourse) {

  /** A calendar period that has closed; it is never changed. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Closed(
      Instant from,
      Instant to,
      double target,
      Double attainment,
      double bad,
      double total,
      double unknownRatio,
      Duration excluded) {

    static Closed of(PeriodResult result) {
      return new Closed(
          result.from(),
          result.to(),
          result.target(),
          Figures.orNull(result.attainment()),
          result.bad(),
          result.total(),
          result.unknownRatio(),
          result.excluded());
    }
  }

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
        o.terms().excluded().isZero() ? null : o.terms().excluded(),
        o.terms().excluded().isZero() ? null : o.terms().excludedTotal(),
        o.terms().open().map(Span::from).orElse(null),
        o.terms().open().map(Span::to).orElse(null),
        o.terms().open().isEmpty() ? null : o.terms().closed().stream().map(Closed::of).toList(),
        course);
  }
}
