package io.plumbline.finding;

import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * On what terms an objective stands: what its figures are about, beside the figures themselves.
 *
 * @param open the calendar period that runs; absent for a rolling period
 * @param closed the calendar periods that have closed, newest first
 * @param excluded how much of the period is excluded
 * @param excludedTotal events, or slices, in it that do not count
 */
public record ObjectiveTerms(
    Optional<Span> open, List<PeriodResult> closed, Duration excluded, double excludedTotal) {

  /** The terms of an objective over a rolling period. */
  public static final ObjectiveTerms ROLLING =
      new ObjectiveTerms(Optional.empty(), List.of(), Duration.ZERO, 0);

  /** Length of the period that runs, or of the rolling one. */
  public Duration length(Slo slo) {
    return open.map(span -> Duration.between(span.from(), span.to())).orElse(slo.period());
  }

  /** Copies the list. */
  public ObjectiveTerms {
    closed = List.copyOf(closed);
  }
}
