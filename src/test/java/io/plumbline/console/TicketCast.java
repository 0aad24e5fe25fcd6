package io.plumbline.console;

import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockAccount.Stretch;
import io.plumbline.finding.ClockAccount.Use;
import io.plumbline.finding.IncidentAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ticket that went through two groups, a hold and a night, for looking at its page. */
final class TicketCast {

  private TicketCast() {}

  /** INC-4181: its resolution was allowed four hours, and is over by 20 min 17 s at the instant. */
  static IncidentAccount over(Instant now) {
    Instant opened = now.minusSeconds(74_600);
    Instant taken = opened.plusSeconds(2 * 3600);
    Instant held = taken.plusSeconds(3723);
    Instant resumed = held.plusSeconds(5400);
    Instant evening = resumed.plusSeconds(1694);
    Instant morning = evening.plusSeconds(53_583);
    List<Stretch> ledger =
        List.of(
            new Stretch(opened, taken, Use.COUNTED, "Service Desk", "1"),
            new Stretch(taken, held, Use.COUNTED, "Network", "1"),
            new Stretch(held, resumed, Use.ON_HOLD, "Network", "1"),
            new Stretch(resumed, evening, Use.COUNTED, "Network", "1"),
            new Stretch(evening, morning, Use.OUTSIDE_HOURS, "Network", "1"),
            new Stretch(morning, now, Use.COUNTED, "", "1"));
    ClockAccount resolution =
        clock(
            "resolution",
            "BREACHED",
            opened,
            Optional.empty(),
            Duration.ofHours(4),
            15_617,
            ledger);
    ClockAccount response =
        clock(
            "response",
            "MET",
            opened,
            Optional.of(opened.plusSeconds(600)),
            Duration.ofMinutes(15),
            600,
            List.of(
                new Stretch(opened, opened.plusSeconds(600), Use.COUNTED, "Service Desk", "1")));
    return new IncidentAccount(
        "checkout",
        "INC-4181",
        "incident",
        "In Progress",
        "1",
        "Network",
        Optional.of(opened),
        false,
        now,
        List.of(
            event("e1", opened, "opened", "state New, priority 1", Optional.empty(), ""),
            event("e2", opened.plusSeconds(600), "acknowledged", "", Optional.empty(), ""),
            event("e3", taken, "assigned", "group Network", Optional.empty(), ""),
            event(
                "e4",
                held.minusSeconds(60),
                "state",
                "state Awaiting Vendor",
                Optional.of(held),
                ""),
            event("e5", resumed, "state", "state In Progress", Optional.empty(), ""),
            event(
                "e6",
                opened.minusSeconds(1),
                "state",
                "state Closed",
                Optional.empty(),
                "dated before the ticket's opening")),
        List.of(resolution, response));
  }

  private static ClockAccount clock(
      String target,
      String status,
      Instant begun,
      Optional<Instant> stopped,
      Duration allowed,
      long countedSeconds,
      List<Stretch> ledger) {
    Duration counted = Duration.ofSeconds(countedSeconds);
    Optional<Instant> due = Optional.of(begun.plus(allowed));
    return new ClockAccount(
        "acme-checkout",
        "SLA",
        "ACME",
        target,
        1,
        "1",
        status,
        "Network",
        begun,
        stopped,
        due,
        due,
        allowed,
        counted,
        allowed.minus(counted),
        100.0 * countedSeconds / allowed.toSeconds(),
        List.of(75, 90),
        ledger);
  }

  private static IncidentAccount.Event event(
      String id,
      Instant at,
      String type,
      String what,
      Optional<Instant> corrected,
      String quarantined) {
    return new IncidentAccount.Event(
        id, at, at.plusSeconds(42), type, what, corrected, quarantined);
  }
}
