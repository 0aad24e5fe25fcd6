package io.plumbline.console.api;

import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The archive of a desk to which nothing ever came. */
final class NoTickets implements IncidentArchive {

  @Override
  public Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt) {
    return Optional.empty();
  }

  @Override
  public List<IncidentAccount> all(Instant asOf, Instant knownAt) {
    return List.of();
  }

  @Override
  public List<Quarantined> quarantined() {
    return List.of();
  }
}
