package io.plumbline.catalogue;

import java.time.Duration;

/**
 * A service level objective: the share of good events promised over a rolling period.
 *
 * @param name unique name, the {@code objective} label of metrics
 * @param displayName name for people
 * @param service name of the service that makes the promise
 * @param indicator what is measured
 * @param target promised share of good events, strictly between 0 and 1
 * @param period length of the rolling period, at least one hour
 * @param staleAfter longest span between two samples that still counts as covered
 */
public record Slo(
    String name,
    String displayName,
    String service,
    RatioSli indicator,
    double target,
    Duration period,
    Duration staleAfter) {

  /** The share of bad events that the objective allows: 1 − target. */
  public double errorBudget() {
    return 1 - target;
  }
}
