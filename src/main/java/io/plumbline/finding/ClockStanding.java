package io.plumbline.finding;

import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceTime;
import io.plumbline.fact.TargetProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the open clock of a ticket's target stands.
 *
 * @param progress its figures
 * @param due when the allowance ends; empty while on hold, when only a forecast could be given
 * @param breachAfter the last instant at which it is not broken; empty while on hold
 * @param opened when the clock's cycle began
 * @param atRiskPercent percentages at which it is at risk, ascending
 * @param asOf instant of the evaluation
 * @param left what was left of the time allowed then; negative when overdrawn
 * @param hours where the time counts
 * @param holdings who had the ticket for how much of the time counted
 * @param paused whether the ticket is in a hold state; a broken clock may be on hold too
 */
public record ClockStanding(
    TargetProgress progress,
    Optional<Instant> due,
    Optional<Instant> breachAfter,
    Instant opened,
    List<Integer> atRiskPercent,
    Instant asOf,
    Duration left,
    ServiceHours hours,
    List<Holding> holdings,
    boolean paused) {

  /** Copies the lists. */
  public ClockStanding {
    atRiskPercent = List.copyOf(atRiskPercent);
    holdings = List.copyOf(holdings);
  }

  /**
   * What is left of the time allowed if nothing happens until an instant; negative when overdrawn.
   */
  public Duration left(Instant now) {
    return paused ? left : left.minus(new ServiceTime(hours).between(asOf, now));
  }

  /** Whether the time at an instant is outside the hours in which it counts. */
  public boolean outsideHours(Instant now) {
    return new ServiceTime(hours).between(now, now.plusMillis(1)).isZero();
  }

  /** When it is due if a hold ends at an instant; empty when it is not on hold, or never is. */
  public Optional<Instant> dueIfResumed(Instant now) {
    return progress.onHold() ? new ServiceTime(hours).after(now, left) : Optional.empty();
  }
}
