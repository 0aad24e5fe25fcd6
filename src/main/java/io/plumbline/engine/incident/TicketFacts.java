package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.Opened;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.TicketKind;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.Promises.Promise;
import io.plumbline.fact.IncidentHold;
import io.plumbline.fact.IncidentReopening;
import io.plumbline.fact.MajorIncident;
import io.plumbline.fact.OpenIncident;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What rules may see of an open ticket beside its clocks. Each fact is about one thing, so that its
 * time is the time of that thing, whatever else happens to the ticket.
 */
final class TicketFacts {

  /** States that close a ticket where no agreement says which do. */
  private static final Set<String> USUAL_CLOSED =
      Set.of("Resolved", "Closed", "Cancelled", "Canceled");

  private final Service service;
  private final String incident;
  private final TicketKind kind;
  private final Set<String> closed = new HashSet<>();
  private final Set<String> hold = new HashSet<>();
  private final Set<String> majorPriorities = new HashSet<>();
  private final List<Evidence> reopenings = new ArrayList<>();
  private Step now = Step.NOTHING;
  private Instant changed = Instant.MIN;
  private Instant majorSince = Instant.MIN;
  private Instant acknowledgedAt = Instant.MIN;
  private Instant heldSince = Instant.MIN;
  private boolean major;
  private boolean held;
  private int holds;

  private TicketFacts(Service service, IncidentEvent opening, List<Promise> promises) {
    this.service = service;
    this.incident = opening.incident();
    this.kind = opening.ticketKind();
    closed.addAll(closing(promises));
    for (Promise promise : promises) {
      IncidentTarget target = promise.target();
      if (isResolution(target)) {
        hold.addAll(target.holdStates());
      }
      majorPriorities.addAll(promise.agreement().majorPriorities());
    }
  }

  /** States that close a ticket, by what was promised for it. */
  static Set<String> closing(List<Promise> promises) {
    Set<String> closing = new HashSet<>();
    for (Promise promise : promises) {
      if (isResolution(promise.target())) {
        closing.addAll(promise.target().stopStates());
      }
    }
    return closing.isEmpty() ? USUAL_CLOSED : closing;
  }

  private static boolean isResolution(IncidentTarget target) {
    return target.stop() == Stop.LAST && target.start() instanceof Opened;
  }

  /**
   * The facts of a ticket, none once it is closed or deleted.
   *
   * @param past what had happened
   * @param promises what was promised for it
   */
  static List<Evidence> of(History past, Service service, List<Promise> promises) {
    if (past.deleted().isPresent()) {
      return List.of();
    }
    TicketFacts facts = new TicketFacts(service, past.opening(), promises);
    past.steps().forEach(facts::take);
    return facts.evidence();
  }

  private void take(Step step) {
    Step before = now;
    now = step.after(before);
    Instant at = Instant.ofEpochMilli(step.at());
    boolean first = before.at() == Step.NOTHING.at();
    if (first
        || !now.state().equals(before.state())
        || !now.priority().equals(before.priority())
        || !now.group().equals(before.group())) {
      changed = at;
    }
    if (!first
        && acknowledgedAt.equals(Instant.MIN)
        && (step.told() || !now.state().equals(before.state()))) {
      acknowledgedAt = at;
    }
    if (closed.contains(before.state()) && !closed.contains(now.state())) {
      int number = reopenings.size() + 1;
      reopenings.add(
          new Evidence(
              new IncidentReopening(
                  service.name(),
                  service.tier(),
                  incident,
                  now.priority(),
                  now.group(),
                  number,
                  kind.wireName()),
              at));
    }
    boolean holds = hold.contains(now.state());
    if (holds && !held) {
      heldSince = at;
      this.holds++;
    }
    held = holds;
    boolean nowMajor = now.major().equals("true") || majorPriorities.contains(now.priority());
    if (nowMajor && !major) {
      majorSince = at;
    }
    major = nowMajor;
  }

  private List<Evidence> evidence() {
    if (closed.contains(now.state())) {
      return List.of();
    }
    List<Evidence> evidence = new ArrayList<>(reopenings);
    evidence.add(
        new Evidence(
            new OpenIncident(
                service.name(),
                service.tier(),
                incident,
                now.priority(),
                now.state(),
                now.group(),
                kind.wireName()),
            changed));
    if (held) {
      evidence.add(
          new Evidence(
              new IncidentHold(
                  service.name(),
                  service.tier(),
                  incident,
                  now.priority(),
                  now.state(),
                  now.group(),
                  holds,
                  kind.wireName()),
              heldSince));
    }
    if (major && kind == TicketKind.INCIDENT) {
      boolean acknowledged = !acknowledgedAt.equals(Instant.MIN);
      evidence.add(
          new Evidence(
              new MajorIncident(
                  service.name(),
                  service.tier(),
                  incident,
                  now.priority(),
                  now.group(),
                  acknowledged),
              acknowledged && acknowledgedAt.isAfter(majorSince) ? acknowledgedAt : majorSince));
    }
    return evidence;
  }
}
