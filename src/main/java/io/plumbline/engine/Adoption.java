package io.plumbline.engine;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.incident.TicketState;
import io.plumbline.engine.sli.Feeds;
import io.plumbline.engine.sli.ObjectiveTracker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the desks of a new catalogue out of those before it, so that an edit loses no count, clock
 * or finding. What is measured otherwise than before begins anew.
 *
 * @param before the desks until now, by service
 * @param kept their kept state
 * @param now the newest tick
 * @param others how others stand, for those services that are to know it
 * @param sinceEver whether a changed target holds as if it had been promised since ever, unless the
 *     catalogue says from when on; else from now on
 */
record Adoption(
    Map<String, ServiceDesk> before,
    KeptState kept,
    Instant now,
    Map<String, List<Evidence>> others,
    boolean sinceEver) {

  private static final Service UNASSIGNED =
      new Service(Service.UNASSIGNED, "Unassigned", "", "", "", Map.of());

  Map<String, ServiceDesk> desks(Catalogue catalogue) {
    Map<String, ServiceDesk> desks = new TreeMap<>();
    Promised.of(catalogue)
        .forEach(promised -> desks.put(promised.service().name(), desk(promised)));
    Optional.ofNullable(before.get(Service.UNASSIGNED))
        .map(Adoption::unassigned)
        .or(this::keptUnassigned)
        .ifPresent(desk -> desks.putIfAbsent(Service.UNASSIGNED, desk));
    return desks;
  }

  /** The desk for tickets of services that nobody has catalogued, if it was kept. */
  Optional<ServiceDesk> keptUnassigned() {
    return kept.part(Parts.incidents(Service.UNASSIGNED), IncidentDesk.State.class)
        .map(
            head ->
                unassigned(
                    incidents(UNASSIGNED, List.of(), head),
                    kept.part(Parts.service(Service.UNASSIGNED), DeskState.class)
                        .orElse(DeskState.EMPTY)));
  }

  /** An empty desk for tickets of services that nobody has catalogued: it keeps them, unjudged. */
  static ServiceDesk unassigned() {
    return unassigned(
        new IncidentDesk(UNASSIGNED, List.of(), IncidentDesk.State.EMPTY), DeskState.EMPTY);
  }

  // Made anew as all others are: what the rules before concluded of the same facts is past.
  private static ServiceDesk unassigned(ServiceDesk before) {
    ServiceDesk desk = unassigned(before.incidents(), before.state().released());
    desk.cleared().adopt(before.cleared());
    return desk;
  }

  private static ServiceDesk unassigned(IncidentDesk tickets, DeskState state) {
    return new ServiceDesk(Promised.nothing(UNASSIGNED), tickets, state);
  }

  /** The desk of a service. */
  ServiceDesk desk(Promised promised) {
    Service service = promised.service();
    Optional<ServiceDesk> old = Optional.ofNullable(before.get(service.name()));
    ServiceDesk desk =
        new ServiceDesk(
            promised,
            incidents(service, promised.agreements(), old),
            old.map(d -> d.state().released())
                .or(() -> kept.part(Parts.service(service.name()), DeskState.class))
                .orElse(DeskState.EMPTY));
    old.ifPresentOrElse(
        before -> desk.cleared().adopt(before.cleared()),
        () ->
            kept.parts(Parts.cleared(service.name(), ""), ClearedFindings.Topic.class)
                .forEach(desk.cleared()::restore));
    for (Slo slo : promised.slos()) {
      ObjectiveTracker tracker = tracker(slo, old);
      if (sinceEver) {
        tracker.suppose(now.toEpochMilli());
      } else {
        tracker.promise(now.toEpochMilli());
      }
      tracker.exclude(promised.exclusions());
      desk.add(tracker, delivered(slo, old));
    }
    promised
        .capacityTargets()
        .forEach(target -> desk.add(target.name(), tracker(target, service.tier(), old)));
    desk.others().know(others.getOrDefault(service.name(), List.of()));
    return desk;
  }

  private IncidentDesk incidents(
      Service service, List<Agreement> agreements, Optional<ServiceDesk> old) {
    if (old.isPresent()) {
      old.get().incidents().promise(service, agreements);
      return old.get().incidents();
    }
    return incidents(
        service,
        agreements,
        kept.part(Parts.incidents(service.name()), IncidentDesk.State.class)
            .orElse(IncidentDesk.State.EMPTY));
  }

  private IncidentDesk incidents(
      Service service, List<Agreement> agreements, IncidentDesk.State head) {
    IncidentDesk desk = new IncidentDesk(service, agreements, head);
    kept.parts(Parts.ticket(service.name(), ""), TicketState.class).forEach(desk::restore);
    return desk;
  }

  private ObjectiveTracker tracker(Slo slo, Optional<ServiceDesk> old) {
    return old.flatMap(desk -> Optional.ofNullable(desk.slos().get(slo.name())))
        .filter(tracker -> slo.countsLike(tracker.slo()))
        .<Object>map(ObjectiveTracker::state)
        .or(() -> kept.part(Parts.slo(slo.name()), ObjectiveTracker.stateType(slo)))
        .map(state -> ObjectiveTracker.resume(slo, state))
        .orElseGet(() -> ObjectiveTracker.begin(slo, now.toEpochMilli()));
  }

  private Feeds.State delivered(Slo slo, Optional<ServiceDesk> old) {
    return old.filter(desk -> desk.slos().containsKey(slo.name()))
        .filter(desk -> slo.countsLike(desk.slos().get(slo.name()).slo()))
        .map(desk -> desk.feeds().get(slo.name()))
        .map(Feeds::state)
        .or(() -> kept.part(Parts.feeds(slo.name()), Feeds.State.class))
        .orElse(Feeds.State.NONE);
  }

  private CapacityTracker tracker(CapacityTarget target, String tier, Optional<ServiceDesk> old) {
    CapacityTracker.State state =
        old.flatMap(desk -> Optional.ofNullable(desk.capacities().get(target.name())))
            .filter(tracker -> tracker.target().selector().equals(target.selector()))
            .map(CapacityTracker::state)
            .or(() -> kept.part(Parts.capacity(target.name()), CapacityTracker.State.class))
            .orElse(CapacityTracker.State.EMPTY);
    return new CapacityTracker(target, tier, state);
  }
}
