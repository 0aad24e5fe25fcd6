package io.plumbline.console;

import io.plumbline.finding.ClockStanding;
import java.time.Instant;
import java.util.Optional;

/**
 * One open clock in the list of all.
 *
 * @param row what the board shows of it
 * @param service name of the service, for people, and what the ticket is if it is no incident
 * @param target name of the target
 * @param agreement with whom it was agreed, and how
 * @param left business time left, in words
 * @param on what it is on: running, on hold or outside hours
 * @param due when it is due, in words; while on hold, when it were if it resumed now
 * @param dueAt the same instant, empty when it never is
 * @param holder the group that has the ticket, in words
 */
public record OpenClock(
    ClockRow row,
    String service,
    String target,
    String agreement,
    String left,
    String on,
    String due,
    Optional<Instant> dueAt,
    String holder) {

  static OpenClock of(ClockStanding clock, String serviceName, Times times) {
    Instant now = times.now();
    boolean forecast = clock.progress().onHold();
    Optional<Instant> due = forecast ? clock.dueIfResumed(now) : clock.due();
    return new OpenClock(
        ClockRow.of(clock, serviceName, times),
        of(clock.progress().kind(), serviceName),
        clock.progress().target(),
        Words.agreement(clock.progress().type(), clock.progress().counterparty()),
        Words.timeLeft(clock.left(now)),
        clock.paused() ? "on hold" : clock.outsideHours(now) ? "outside hours" : "running",
        due.map(at -> due(at, forecast, times)).orElse("never due"),
        due,
        Words.holder(clock.progress().holder()));
  }

  private static String of(String kind, String serviceName) {
    return kind.equals("incident") ? serviceName : serviceName + " · " + kind;
  }

  private static String due(Instant at, boolean forecast, Times times) {
    String word = at.isBefore(times.now()) ? "was due " : "due ";
    return (forecast ? "if resumed now, due " : word) + times.second(at);
  }
}
