package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockAccount.Use;
import io.plumbline.finding.IncidentAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A ticket in the read API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record IncidentEntry(
    String service,
    String incident,
    String kind,
    String state,
    String priority,
    String holder,
    Instant opened,
    boolean deleted,
    Instant asOf,
    List<Event> events,
    List<Clock> clocks) {

  static IncidentEntry of(IncidentAccount account) {
    return new IncidentEntry(
        account.service(),
        account.incident(),
        account.kind(),
        account.state(),
        account.priority(),
        account.holder(),
        account.opened().orElse(null),
        account.deleted(),
        account.asOf(),
        account.events().stream().map(Event::of).toList(),
        account.clocks().stream().map(clock -> Clock.of(account, clock)).toList());
  }

  /** An event of a ticket. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Event(
      String id,
      Instant at,
      Instant receivedAt,
      String type,
      String what,
      Instant correctedTo,
      String quarantined) {

    static Event of(IncidentAccount.Event event) {
      return new Event(
          event.id(),
          event.at(),
          event.receivedAt(),
          event.type(),
          event.what(),
          event.correctedTo().orElse(null),
          event.quarantined().isEmpty() ? null : event.quarantined());
    }
  }

  /** A cycle of a clock with its ledger. */
  record Clock(
      ClockEntry clock,
      Duration counted,
      Duration onHold,
      Duration outsideHours,
      List<Stretch> ledger) {

    static Clock of(IncidentAccount account, ClockAccount clock) {
      return new Clock(
          ClockEntry.of(account, clock),
          clock.counted(),
          clock.total(Use.ON_HOLD),
          clock.total(Use.OUTSIDE_HOURS),
          clock.ledger().stream().map(Stretch::of).toList());
    }
  }

  /** A stretch of a clock's time. */
  record Stretch(
      Instant from, Instant to, Duration length, String use, String holder, String priority) {

    static Stretch of(ClockAccount.Stretch stretch) {
      return new Stretch(
          stretch.from(),
          stretch.to(),
          stretch.length(),
          Query.wireName(stretch.use()),
          stretch.holder(),
          stretch.priority());
    }
  }
}
