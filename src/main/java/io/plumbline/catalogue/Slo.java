package io.plumbline.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A service level objective: the share of good events, or of good slices of time, promised over a
 * period.
 *
 * @param name unique name, the {@code objective} label of metrics
 * @param displayName name for people
 * @param service name of the service that makes the promise
 * @param indicator what is measured
 * @param budgeting how the error budget is counted
 * @param target promised share, strictly between 0 and 1
 * @param window the period
 * @param staleAfter longest span between two samples that still counts as covered
 * @param effectiveFrom since when the target is in force, if the catalogue says so; else a changed
 *     target is from its activation on
 */
public record Slo(
    String name,
    String displayName,
    String service,
    Indicator indicator,
    Budgeting budgeting,
    double target,
    TimeWindow window,
    Duration staleAfter,
    Optional<Instant> effectiveFrom) {

  /** An objective whose target, when changed, is in force from its activation on. */
  public Slo(
      String name,
      String displayName,
      String service,
      Indicator indicator,
      Budgeting budgeting,
      double target,
      TimeWindow window,
      Duration staleAfter) {
    this(
        name,
        displayName,
        service,
        indicator,
        budgeting,
        target,
        window,
        staleAfter,
        Optional.empty());
  }

  /** An objective that counts events over a rolling period. */
  public Slo(
      String name,
      String displayName,
      String service,
      RatioSli indicator,
      double target,
      Duration period,
      Duration staleAfter) {
    this(
        name,
        displayName,
        service,
        indicator,
        new Budgeting.Occurrences(),
        target,
        new TimeWindow.Rolling(period),
        staleAfter);
  }

  /** Length of the period. */
  public Duration period() {
    return window.length();
  }

  /** Whether what was counted for another counts for this one, whatever is promised of it. */
  public boolean countsLike(Slo other) {
    return indicator.equals(other.indicator)
        && budgeting.equals(other.budgeting)
        && window.equals(other.window);
  }

  /** The share of bad events that the objective allows: 1 − target. */
  public double errorBudget() {
    return 1 - target;
  }
}
