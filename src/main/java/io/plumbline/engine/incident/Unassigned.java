package io.plumbline.engine.incident;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.UnassignedTickets;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says of which services the tickets are that belong to none in the catalogue. */
final class Unassigned {

  private static final int NAMED = 5;

  private Unassigned() {}

  static Optional<Evidence> of(Service service, Collection<Ticket> tickets) {
    TreeSet<String> names = new TreeSet<>();
    Instant since = Instant.MAX;
    for (Ticket ticket : tickets) {
      names.add(ticket.named(name -> true).orElse("(none)"));
      IncidentEvent first = ticket.oldest();
      Instant known = first.aheadOfReceipt() ? first.receivedAt() : first.at();
      since = known.isBefore(since) ? known : since;
    }
    List<String> shown = names.stream().limit(NAMED).toList();
    String more = names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "";
    return tickets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Evidence(
                new UnassignedTickets(
                    service.name(),
                    service.tier(),
                    tickets.size(),
                    shown.stream().collect(Collectors.joining(", ", "", more))),
                since));
  }
}
