package io.plumbline.finding;

import io.plumbline.catalogue.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one objective stands. What is not known is absent.
 *
 * @param slo the promise
 * @param known whether its feed delivers
 * @param newestSample time of the newest sample of the total, empty before the first
 * @param attainment good / all events over the period, a calendar period's so far, 0 to 1; absent
 *     while nothing was counted
 * @param budgetRemaining share of the error budget left, negative when overspent; absent likewise
 * @param unknownRatio share of the period without data, 0 to 1
 * @param burnRates burn rate of each window in which events were counted, by window name
 * @param budgetCourse share of the budget left at points through the period, oldest first
 * @param terms on what terms it stands
 */
public record ObjectiveStanding(
    Slo slo,
    boolean known,
    Optional<Instant> newestSample,
    OptionalDouble attainment,
    OptionalDouble budgetRemaining,
    double unknownRatio,
    Map<String, Double> burnRates,
    List<Point> budgetCourse,
    ObjectiveTerms terms) {

  /** An objective over a rolling period, of which nothing else need be said. */
  public ObjectiveStanding(
      Slo slo,
      boolean known,
      Optional<Instant> newestSample,
      OptionalDouble attainment,
      OptionalDouble budgetRemaining,
      double unknownRatio,
      Map<String, Double> burnRates,
      List<Point> budgetCourse) {
    this(
        slo,
        known,
        newestSample,
        attainment,
        budgetRemaining,
        unknownRatio,
        burnRates,
        budgetCourse,
        ObjectiveTerms.ROLLING);
  }

  /** Copies the collections. */
  public ObjectiveStanding {
    burnRates = Map.copyOf(burnRates);
    budgetCourse = List.copyOf(budgetCourse);
  }
}
