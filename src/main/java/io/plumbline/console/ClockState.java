package io.plumbline.console;

import io.plumbline.finding.ClockAccount;

/** How a clock stands, worst first. */
enum ClockState {
  BREACHED(Tone.BREACH, "over"),
  MISSED(Tone.BREACH, "missed"),
  AT_RISK(Tone.AT_RISK, "at risk"),
  RUNNING(Tone.FINE, "running"),
  PAUSED(Tone.HELD, "on hold"),
  MET(Tone.FINE, "met"),
  CANCELLED(Tone.ENDED, "cancelled");

  final Tone tone;
  final String word;

  ClockState(Tone tone, String word) {
    this.tone = tone;
    this.word = word;
  }

  static ClockState of(ClockAccount clock) {
    ClockState state = valueOf(clock.status());
    boolean risk = clock.atRiskPercent().stream().anyMatch(p -> clock.usedPercent() >= p);
    return state == RUNNING && risk ? AT_RISK : state;
  }

  /** What became of a clock, in words that follow its name. */
  static String verdict(ClockAccount clock) {
    String left = Words.toTheSecond(clock.left());
    String over = Words.toTheSecond(clock.left().negated().plusMillis(999));
    return switch (of(clock)) {
      case BREACHED -> "is over by " + over;
      case MISSED -> "was missed by " + over;
      case AT_RISK -> "is at risk with " + left + " left";
      case RUNNING -> "has " + left + " left";
      case PAUSED -> "is on hold with " + left + " left";
      case MET -> "was met with " + left + " to spare";
      case CANCELLED -> "was cancelled after " + Words.toTheSecond(clock.counted());
    };
  }
}
