package io.plumbline.finding;

import io.plumbline.fact.TargetProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the open clock of a ticket's target stands.
 *
 * @param progress its figures
 * @param due when the allowance ends; empty while on hold, when only a forecast could be given
 * @param opened when the clock's cycle began
 * @param atRiskPercent percentages at which it is at risk, ascending
 * @param asOf instant of the evaluation
 */
public record ClockStanding(
    TargetProgress progress,
    Optional<Instant> due,
    Instant opened,
    List<Integer> atRiskPercent,
    Instant asOf) {

  /** Copies the list. */
  public ClockStanding {
    atRiskPercent = List.copyOf(atRiskPercent);
  }
}
