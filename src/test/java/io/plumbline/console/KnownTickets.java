package io.plumbline.console;

import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An archive of these tickets, as they are told, whatever the moment. */
public record KnownTickets(List<IncidentAccount> tickets) implements IncidentArchive {

  @Override
  public Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt) {
    return tickets.stream().filter(ticket -> ticket.incident().equals(number)).findFirst();
  }

  @Override
  public List<IncidentAccount> all(Instant asOf, Instant knownAt) {
    return tickets;
  }

  @Override
  public List<Quarantined> quarantined() {
    return List.of();
  }
}
