package io.plumbline.engine;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.incident.IncidentDesk;
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
 * @param before the desks before it, by service
 * @param kept what was kept
 * @param now the newest tick
 * @param sinceEver whether a changed target holds as if it had been promised since ever, unless the
 *     catalogue says from when on; else from now on
 */
record Adoption(Map<String, ServiceDesk> before, KeptState kept, Instant now, boolean sinceEver) {

  Map<String, ServiceDesk> desks(Catalogue catalogue) {
    Map<String, ServiceDesk> desks = new TreeMap<>();
    catalogue
        .services()
        .values()
        .forEach(service -> desks.put(service.name(), desk(service, catalogue)));
    Optional.ofNullable(before.get(Service.UNASSIGNED))
        .or(this::keptUnassigned)
        .ifPresent(desk -> desks.putIfAbsent(Service.UNASSIGNED, desk));
    return desks;
  }

  private Optional<ServiceDesk> keptUnassigned() {
    return kept.part(Parts.incidents(Service.UNASSIGNED), IncidentDesk.State.class)
        .map(
            tickets ->
                unassigned(
                    tickets,
                    kept.part(Parts.service(Service.UNASSIGNED), ServiceDesk.State.class)
                        .orElse(ServiceDesk.State.EMPTY)));
  }

  /** The desk for tickets of services that nobody has catalogued: it keeps them, unjudged. */
  static ServiceDesk unassigned(IncidentDesk.State tickets, ServiceDesk.State state) {
    Service service = new Service(Service.UNASSIGNED, "Unassigned", "", "", "", Map.of());
    return new ServiceDesk(
        service, Catalogue.EMPTY, new IncidentDesk(service, List.of(), tickets), state);
  }

  private ServiceDesk desk(Service service, Catalogue catalogue) {
    Optional<ServiceDesk> old = Optional.ofNullable(before.get(service.name()));
    ServiceDesk desk =
        new ServiceDesk(
            service,
            catalogue,
            incidents(service, catalogue.agreementsOf(service.name()), old),
            old.map(d -> d.state().released())
                .or(() -> kept.part(Parts.service(service.name()), ServiceDesk.State.class))
                .orElse(ServiceDesk.State.EMPTY));
    for (Slo slo : catalogue.slosOf(service.name())) {
      ObjectiveTracker tracker = tracker(slo, old);
      if (sinceEver) {
        tracker.suppose(now.toEpochMilli());
      } else {
        tracker.promise(now.toEpochMilli());
      }
      tracker.exclude(catalogue.exclusionsOf(service.name()));
      desk.add(tracker, delivered(slo, old));
    }
    catalogue
        .capacityTargetsOf(service.name())
        .forEach(target -> desk.add(target.name(), tracker(target, service.tier(), old)));
    return desk;
  }

  private IncidentDesk incidents(
      Service service, List<Agreement> agreements, Optional<ServiceDesk> old) {
    if (old.isPresent()) {
      old.get().incidents().promise(service, agreements);
      return old.get().incidents();
    }
    return new IncidentDesk(
        service,
        agreements,
        kept.part(Parts.incidents(service.name()), IncidentDesk.State.class)
            .orElse(IncidentDesk.State.EMPTY));
  }

  private ObjectiveTracker tracker(Slo slo, Optional<ServiceDesk> old) {
    return old.flatMap(desk -> Optional.ofNullable(desk.slos().get(slo.name())))
        .filter(tracker -> sameCounts(tracker.slo(), slo))
        .<Object>map(ObjectiveTracker::state)
        .or(() -> kept.part(Parts.slo(slo.name()), ObjectiveTracker.stateType(slo)))
        .map(state -> ObjectiveTracker.resume(slo, state))
        .orElseGet(() -> ObjectiveTracker.begin(slo, now.toEpochMilli()));
  }

  private Feeds.State delivered(Slo slo, Optional<ServiceDesk> old) {
    return old.filter(desk -> desk.slos().containsKey(slo.name()))
        .filter(desk -> sameCounts(desk.slos().get(slo.name()).slo(), slo))
        .map(desk -> desk.feeds().get(slo.name()))
        .map(Feeds::state)
        .or(() -> kept.part(Parts.feeds(slo.name()), Feeds.State.class))
        .orElse(Feeds.State.NONE);
  }

  private static boolean sameCounts(Slo a, Slo b) {
    return a.indicator().equals(b.indicator())
        && a.budgeting().equals(b.budgeting())
        && a.window().equals(b.window());
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
