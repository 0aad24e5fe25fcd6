package io.plumbline.app;

import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The files of all tickets as of the newest tick, with those at hand that have open clocks and
 * events that do not count. One thread puts them there; any may look.
 */
final class TicketShelf implements IncidentArchive {

  private final ConcurrentMap<String, TicketFile> files = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Place, TicketFile> all = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Place, TicketFile> open = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Place, List<Quarantined>> odd = new ConcurrentSkipListMap<>();

  /** Takes the files of tickets of which something new is known. */
  void put(List<TicketFile> changed) {
    changed.forEach(this::put);
  }

  private void put(TicketFile file) {
    Place place = place(file);
    TicketFile before = files.put(file.number(), file);
    if (before != null && !before.service().equals(file.service())) {
      all.remove(place(before));
      open.remove(place(before));
      odd.remove(place(before));
    }
    all.put(place, file);
    if (file.open().isEmpty()) {
      open.remove(place);
    } else {
      open.put(place, file);
    }
    List<Quarantined> quarantined =
        file.quarantined().stream()
            .map(event -> new Quarantined(file.service(), file.number(), event))
            .toList();
    if (quarantined.isEmpty()) {
      odd.remove(place);
    } else {
      odd.put(place, quarantined);
    }
  }

  private static Place place(TicketFile file) {
    return new Place(file.service(), file.number());
  }

  @Override
  public Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt) {
    return Optional.ofNullable(files.get(number)).flatMap(file -> file.account(asOf, knownAt));
  }

  @Override
  public Stream<List<ClockStanding>> open(Place from) {
    return open.tailMap(from, true).values().stream().map(TicketFile::open);
  }

  @Override
  public Stream<IncidentAccount> open(Place from, Instant asOf, Instant knownAt) {
    return all.tailMap(from, true).values().stream()
        .filter(file -> file.mayBeOpen(asOf, knownAt))
        .map(file -> file.account(asOf, knownAt))
        .flatMap(Optional::stream);
  }

  @Override
  public Stream<List<Quarantined>> quarantined(Place from) {
    return odd.tailMap(from, true).values().stream();
  }
}
