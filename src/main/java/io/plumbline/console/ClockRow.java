package io.plumbline.console;

import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One incident clock as the page shows it.
 *
 * @param incident number of the ticket
 * @param path where the ticket's page is
 * @param priority its priority, such as {@code P1}
 * @param tone how it stands
 * @param countdown time left, or over
 * @param due when the allowance ends; empty while on hold
 * @param used filled part of the bar, 0 to 100
 * @param marks at-risk percentages below 100
 * @param what target and service
 */
public record ClockRow(
    String incident,
    String path,
    String priority,
    Tone tone,
    String countdown,
    Optional<Instant> due,
    int used,
    List<Integer> marks,
    String what) {

  static ClockRow of(ClockStanding clock, String serviceName, Times times) {
    TargetProgress progress = clock.progress();
    double used = used(clock, times.now());
    Tone tone = tone(clock, used, times.now());
    return new ClockRow(
        progress.incident(),
        IncidentPage.path(progress.incident()),
        Words.priority(progress.priority()),
        tone,
        countdown(clock, tone, times.now()),
        tone == Tone.HELD ? Optional.empty() : clock.due(),
        (int) Math.min(100, Math.max(0, used)),
        clock.atRiskPercent().stream().filter(p -> p > 0 && p < 100).toList(),
        progress.target() + " of " + serviceName);
  }

  /** What the bar says, in words. */
  public String label() {
    return used + " % of the time allowed is used";
  }

  /**
   * The share used now. Between two judgements it grows evenly, which is exact only where every
   * hour until the due instant counts; elsewhere the judged figure stands.
   */
  private static double used(ClockStanding clock, Instant now) {
    TargetProgress progress = clock.progress();
    double used = progress.usedPercent();
    if (progress.onHold() || used >= 100 || clock.due().isEmpty()) {
      return used;
    }
    double leftMillis = progress.allowedMinutes() * 60_000.0 * (100 - used) / 100;
    double untilDue = Duration.between(clock.asOf(), clock.due().get()).toMillis();
    if (Math.abs(leftMillis - untilDue) > 2_000) {
      return used;
    }
    double passed = Duration.between(clock.asOf(), now).toMillis();
    return used + (100 - used) * Math.min(1, Math.max(0, passed / untilDue));
  }

  private static Tone tone(ClockStanding clock, double used, Instant now) {
    if (clock.progress().onHold()) {
      return Tone.HELD;
    }
    if (used > 100 || clock.due().map(due -> due.isBefore(now)).orElse(false)) {
      return Tone.BREACH;
    }
    return clock.atRiskPercent().stream().anyMatch(p -> used >= p) ? Tone.AT_RISK : Tone.FINE;
  }

  private static String countdown(ClockStanding clock, Tone tone, Instant now) {
    if (tone == Tone.HELD) {
      return "on hold";
    }
    if (clock.due().isEmpty()) {
      return tone == Tone.BREACH ? "over" : "due unknown";
    }
    Duration left = Duration.between(now, clock.due().get());
    return left.isNegative() ? "over by " + Words.countdown(left.negated()) : Words.countdown(left);
  }
}
