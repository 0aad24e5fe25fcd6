package io.plumbline.publish;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.report.Cast;
import java.time.Instant;
import java.util.Optional;

/** Events that tests of publishing share. */
final class Events {

  static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

  private Events() {}

  static FindingEvent raised(String service) {
    return raised(service, Kind.BREACH, Severity.PAGE);
  }

  static FindingEvent raised(String service, Kind kind, Severity severity) {
    Finding finding =
        Cast.finding(
            kind, severity, service, "Availability missed", service + " is at 99.871 %", START);
    return new FindingEvent(Change.RAISED, finding, START, START.plusSeconds(1));
  }

  /** The next event of the same finding: another severity. */
  static FindingEvent changed(FindingEvent before, Severity severity) {
    return next(before, Change.CHANGED, Finding.State.OPEN, severity, 60);
  }

  /** The next event of the same finding: it no longer holds. */
  static FindingEvent cleared(FindingEvent before) {
    return next(before, Change.CLEARED, Finding.State.CLEARED, before.finding().severity(), 600);
  }

  private static FindingEvent next(
      FindingEvent before, Change change, Finding.State state, Severity severity, int seconds) {
    Finding f = before.finding();
    Instant at = f.start().plusSeconds(seconds);
    boolean ended = state != Finding.State.OPEN;
    Finding finding =
        new Finding(
            f.id(),
            f.kind(),
            severity,
            f.service(),
            f.subject(),
            f.measure(),
            f.rule(),
            f.file(),
            f.owner(),
            f.clause(),
            f.runbook(),
            f.text(),
            f.start(),
            f.detected(),
            state,
            ended ? Optional.of(at) : Optional.empty(),
            ended ? "the objective is met again" : "",
            f.revision() + 1,
            f.rulesHash(),
            f.facts());
    return new FindingEvent(change, finding, at, at.plusSeconds(1));
  }
}
