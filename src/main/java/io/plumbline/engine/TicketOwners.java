package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which service has which ticket, across all shards: the catalogued one that its latest event names
 * of those that name one, in whatever order they come; {@link Service#UNASSIGNED} when none does.
 */
final class TicketOwners {

  private final Map<String, String> owners = new HashMap<>();
  private final Shards shards;

  TicketOwners(Shards shards) {
    this.shards = shards;
  }

  /**
   * Looks anew at who has which ticket, as the catalogue is another.
   *
   * @param left desks of services that are in it no longer; their tickets are kept
   * @param now when the catalogue changed
   */
  void rebind(Collection<ServiceDesk> left, Instant now) {
    owners.clear();
    for (ServiceDesk desk : left) {
      for (String number : List.copyOf(desk.incidents().numbers())) {
        move(number, desk.incidents(), Service.UNASSIGNED, now);
      }
    }
    shards.desks().forEach((name, desk) -> settle(name, desk.incidents(), now));
  }

  private void settle(String name, IncidentDesk desk, Instant now) {
    for (String number : List.copyOf(desk.numbers())) {
      String owner = desk.named(number, this::isCatalogued).orElse(Service.UNASSIGNED);
      if (owner.equals(name)) {
        owners.put(number, name);
      } else {
        move(number, desk, owner, now);
        shards.of(name).touch(name, now);
      }
    }
  }

  /** Hands an event to the service that has its ticket, and its ticket to the one it names. */
  void take(IncidentEvent event) {
    String number = event.incident();
    Optional<String> before = Optional.ofNullable(owners.get(number));
    String first =
        before.orElse(isCatalogued(event.service()) ? event.service() : Service.UNASSIGNED);
    IncidentDesk desk = desk(first);
    desk.accept(event);
    owners.put(number, first);
    shards.of(first).touch(first, event.at());
    String owner = desk.named(number, this::isCatalogued).orElse(Service.UNASSIGNED);
    if (!owner.equals(first)) {
      move(number, desk, owner, event.at());
    }
  }

  private void move(String number, IncidentDesk from, String to, Instant at) {
    IncidentDesk desk = desk(to);
    from.release(number).forEach(desk::accept);
    owners.put(number, to);
    shards.of(to).touch(to, at);
  }

  private boolean isCatalogued(String service) {
    return !Service.isPseudo(service) && shards.of(service).desks().containsKey(service);
  }

  private IncidentDesk desk(String name) {
    return shards.of(name).desks().computeIfAbsent(name, n -> Adoption.unassigned()).incidents();
  }
}
