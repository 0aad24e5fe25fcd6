package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Kind;
import io.plumbline.signal.IncidentEvent.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events for tests; their ids tell ticket, type and instant. */
final class Tickets {

  private static final LocalDate FROM = LocalDate.parse("2026-01-01");

  private Tickets() {}

  static IncidentEvent opened(String ticket, Instant at, String state, String priority) {
    return event(ticket, at, Type.OPENED, state, priority, at, "");
  }

  static IncidentEvent state(String ticket, Instant at, String state) {
    return event(ticket, at, Type.STATE, state, "", at, "");
  }

  static IncidentEvent priority(String ticket, Instant at, String priority) {
    return event(ticket, at, Type.PRIORITY, "", priority, at, "");
  }

  static IncidentEvent assigned(String ticket, Instant at, String group) {
    return attributes(event(ticket, at, Type.ASSIGNED, "", "", at, ""), Map.of("group", group));
  }

  static IncidentEvent updated(String ticket, Instant at) {
    return event(ticket, at, Type.UPDATED, "", "", at, "");
  }

  static IncidentEvent attributes(IncidentEvent event, Map<String, String> attributes) {
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        event.at(),
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        event.receivedAt(),
        event.corrects(),
        event.kind(),
        attributes);
  }

  /** The same target with another start. */
  static IncidentTarget starting(IncidentTarget target, IncidentTarget.Start start) {
    return new IncidentTarget(
        target.name(),
        target.hours(),
        start,
        target.stop(),
        target.stopStates(),
        target.holdStates(),
        target.byPriority(),
        target.onPriorityChange(),
        target.retroactivePause(),
        target.onReopen(),
        target.atRiskPercent());
  }

  static IncidentEvent deleted(String ticket, Instant at) {
    return event(ticket, at, Type.DELETED, "", "", at, "");
  }

  static IncidentEvent correction(IncidentEvent corrected, Instant actually, Instant receivedAt) {
    return event(
        corrected.incident(), actually, Type.CORRECTION, "", "", receivedAt, corrected.id());
  }

  /** A resolution target around the clock: priority 1 within 4 hours, 2 within 8, 3 within 40. */
  static IncidentTarget target(PriorityChange onPriorityChange) {
    return target(onPriorityChange, Reopen.RESUME);
  }

  static IncidentTarget target(PriorityChange onPriorityChange, Reopen onReopen) {
    return new IncidentTarget(
        "resolution",
        Calendars.always("Europe/Berlin"),
        Stop.LAST,
        Set.of("Resolved", "Closed"),
        Set.of("Awaiting User"),
        Map.of("1", hours(4), "2", hours(8), "3", hours(40)),
        onPriorityChange,
        true,
        onReopen,
        List.of(75, 90));
  }

  static Allowance hours(int hours) {
    return new Allowance.Counted(Duration.ofHours(hours));
  }

  static Agreement agreement(String name, PriorityChange onPriorityChange) {
    return agreement(name, FROM, Optional.empty(), target(onPriorityChange));
  }

  static Agreement agreement(String name, Optional<LocalDate> validTo) {
    return agreement(name, FROM, validTo, target(PriorityChange.RETROACTIVE));
  }

  static Agreement agreement(String name, Optional<LocalDate> validTo, LocalDate validFrom) {
    return agreement(name, validFrom, validTo, target(PriorityChange.RETROACTIVE));
  }

  static Agreement agreement(String name, Duration allowed) {
    IncidentTarget usual = target(PriorityChange.RETROACTIVE);
    return agreement(
        name,
        FROM,
        Optional.empty(),
        new IncidentTarget(
            usual.name(),
            usual.hours(),
            usual.stop(),
            usual.stopStates(),
            usual.holdStates(),
            Map.of("1", new Allowance.Counted(allowed)),
            usual.onPriorityChange(),
            usual.retroactivePause(),
            usual.onReopen(),
            usual.atRiskPercent()));
  }

  static Agreement agreement(
      String name, LocalDate from, Optional<LocalDate> to, IncidentTarget target) {
    return new Agreement(
        name, Agreement.Type.SLA, "checkout", "ACME", from, to, List.of(), List.of(target));
  }

  static IncidentEvent ofKind(IncidentEvent event, Kind kind) {
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        event.at(),
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        event.receivedAt(),
        event.corrects(),
        kind,
        event.attributes());
  }

  static IncidentEvent renamed(IncidentEvent event, String ticket, Instant at, Instant receivedAt) {
    return event(ticket, at, event.type(), event.state(), event.priority(), receivedAt, "");
  }

  static IncidentEvent moved(IncidentEvent event, Instant at) {
    return at(event, at, event.receivedAt());
  }

  static IncidentEvent receivedAt(IncidentEvent event, Instant receivedAt) {
    return at(event, event.at(), receivedAt);
  }

  private static IncidentEvent at(IncidentEvent event, Instant at, Instant receivedAt) {
    return new IncidentEvent(
        event.id(),
        event.incident(),
        event.service(),
        at,
        event.type(),
        event.state(),
        event.priority(),
        event.seq(),
        receivedAt,
        event.corrects(),
        event.kind(),
        event.attributes());
  }

  private static IncidentEvent event(
      String ticket,
      Instant at,
      Type type,
      String state,
      String priority,
      Instant receivedAt,
      String corrects) {
    return new IncidentEvent(
        ticket + "-" + type + "-" + at + corrects,
        ticket,
        "checkout",
        at,
        type,
        state,
        priority,
        0,
        receivedAt,
        corrects,
        Kind.INCIDENT,
        Map.of());
  }
}
