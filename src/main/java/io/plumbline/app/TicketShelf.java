package io.plumbline.app;

import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The files of all tickets as of the newest tick. One thread puts them there; any may look. */
final class TicketShelf implements IncidentArchive {

  private final ConcurrentSkipListMap<String, TicketFile> files = new ConcurrentSkipListMap<>();

  /** Takes the files of tickets of which something new is known. */
  void put(List<TicketFile> changed) {
    changed.forEach(file -> files.put(file.number(), file));
  }

  @Override
  public Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt) {
    return Optional.ofNullable(files.get(number)).flatMap(file -> file.account(asOf, knownAt));
  }

  @Override
  public List<IncidentAccount> all(Instant asOf, Instant knownAt) {
    return files.values().stream()
        .map(file -> file.account(asOf, knownAt))
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public List<Quarantined> quarantined() {
    return files.values().stream()
        .flatMap(
            file ->
                file.quarantined().stream()
                    .map(event -> new Quarantined(file.service(), file.number(), event)))
        .toList();
  }
}
