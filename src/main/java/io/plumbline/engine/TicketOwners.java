package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.signal.IncidentEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Which service has which ticket, across all shards. An event goes to the service it names; one
 * that names none goes where its ticket is, {@link Service#UNASSIGNED} at first.
 */
final class TicketOwners {

  private final Map<String, String> owners = new HashMap<>();
  private final Shards shards;

  TicketOwners(Shards shards) {
    this.shards = shards;
  }

  /** Looks anew at who has which ticket. */
  void rebind() {
    owners.clear();
    shards
        .desks()
        .forEach(
            (name, desk) -> desk.incidents().numbers().forEach(number -> owners.put(number, name)));
  }

  /** Hands an event to the service that has its ticket. */
  void take(IncidentEvent event) {
    String name = owner(event);
    String before = owners.put(event.incident(), name);
    IncidentDesk desk = desk(name).incidents();
    if (before != null && !before.equals(name)) {
      // Events come in any order: what came before its service was named belongs to it too.
      desk(before).incidents().release(event.incident()).forEach(desk::accept);
      shards.of(before).touch(before, event.at());
    }
    desk.accept(event);
    shards.of(name).touch(name, event.at());
  }

  // An event of a ticket may leave its service out, and so may all that came before it.
  private String owner(IncidentEvent event) {
    String known = owners.getOrDefault(event.incident(), Service.UNASSIGNED);
    boolean moves =
        shards.of(event.service()).desks().containsKey(event.service())
            && (known.equals(Service.UNASSIGNED) || desk(known).incidents().yieldsTo(event));
    return moves ? event.service() : known;
  }

  private ServiceDesk desk(String name) {
    return shards
        .of(name)
        .desks()
        .computeIfAbsent(
            name, n -> Adoption.unassigned(IncidentDesk.State.EMPTY, ServiceDesk.State.EMPTY));
  }
}
