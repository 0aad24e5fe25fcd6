package io.plumbline.engine.incident;

import io.plumbline.catalogue.TicketKind;
import java.util.Locale;

/**
 * How one cycle of a clock ended.
 *
 * @param agreement name of the agreement
 * @param target name of the target
 * @param cycle number of the cycle, from 1
 * @param priority priority in force at the stop
 * @param status {@link ClockStatus#MET} or {@link ClockStatus#MISSED}
 * @param kind what the ticket is, such as {@code incident}
 */
public record Verdict(
    String agreement, String target, int cycle, String priority, ClockStatus status, String kind) {

  /** An older version gave verdicts of incidents alone. */
  public Verdict {
    kind = kind == null ? TicketKind.INCIDENT.wireName() : kind;
  }

  /** Whether both are about the same cycle of the same clock. */
  boolean sameClock(Verdict other) {
    return agreement.equals(other.agreement) && target.equals(other.target) && cycle == other.cycle;
  }

  /** What it is counted by, with the type that its agreement has now. */
  Tally tally(Promises promises) {
    return new Tally(
        promises.typeOf(agreement), priority, target, status.name().toLowerCase(Locale.ROOT), kind);
  }

  /** The same for every cycle, so that it can be counted. */
  Verdict ofAnyCycle() {
    return new Verdict(agreement, target, 0, priority, status, kind);
  }
}
