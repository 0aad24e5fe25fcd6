package io.plumbline.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One cycle of a clock, and where its time went.
 *
 * @param agreement name of the agreement
 * @param type type of the agreement: {@code SLA}, {@code OLA} or {@code UC}
 * @param counterparty with whom it was agreed
 * @param target name of the target
 * @param cycle number of the cycle, from 1
 * @param priority priority whose allowance holds
 * @param status {@code RUNNING}, {@code PAUSED}, {@code BREACHED}, {@code MET}, {@code MISSED} or
 *     {@code CANCELLED}
 * @param holder the group that has the ticket, or had it at the end; empty when nobody was named
 * @param begun when the cycle began
 * @param stopped when it stopped, empty while it has not
 * @param due when the allowance ends; empty while on hold and when it was cancelled
 * @param breachAfter the last instant at which it is not broken; empty as {@code due} is
 * @param allowed time allowed
 * @param counted time counted
 * @param left what is left of the time allowed; negative when overdrawn
 * @param usedPercent percentage of the allowance used
 * @param atRiskPercent percentages at which it is at risk, ascending
 * @param ledger all its time, without a gap; what counted in it adds up to {@code counted}
 */
public record ClockAccount(
    String agreement,
    String type,
    String counterparty,
    String target,
    int cycle,
    String priority,
    String status,
    String holder,
    Instant begun,
    Optional<Instant> stopped,
    Optional<Instant> due,
    Optional<Instant> breachAfter,
    Duration allowed,
    Duration counted,
    Duration left,
    double usedPercent,
    List<Integer> atRiskPercent,
    List<Stretch> ledger) {

  /** Copies the lists. */
  public ClockAccount {
    atRiskPercent = List.copyOf(atRiskPercent);
    ledger = List.copyOf(ledger);
  }

  /** Whether it has neither stopped nor been cancelled. */
  public boolean open() {
    return status.equals("RUNNING") || status.equals("PAUSED") || status.equals("BREACHED");
  }

  /** How much of its time is of a kind. */
  public Duration total(Use use) {
    return ledger.stream()
        .filter(stretch -> stretch.use() == use)
        .map(Stretch::length)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What became of a stretch of time. */
  public enum Use {
    COUNTED,
    ON_HOLD,
    OUTSIDE_HOURS
  }

  /**
   * A stretch of a clock's time.
   *
   * @param from its first instant
   * @param to the first instant after it
   * @param use what became of it
   * @param holder the group that had the ticket, empty when nobody was named
   * @param priority priority in force
   */
  public record Stretch(Instant from, Instant to, Use use, String holder, String priority) {

    /** How long it is on the wall. */
    public Duration length() {
      return Duration.between(from, to);
    }
  }
}
