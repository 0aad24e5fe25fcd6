package io.plumbline.console;

import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.report.IncidentArchive;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An archive of these tickets and open clocks, as they are told, whatever the moment. */
public record KnownTickets(List<IncidentAccount> tickets, Supplier<List<ClockStanding>> clocks)
    implements IncidentArchive {

  /** Tickets, of which no clock is open. */
  public KnownTickets(List<IncidentAccount> tickets) {
    this(tickets, List::of);
  }

  @Override
  public Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt) {
    return tickets.stream().filter(ticket -> ticket.incident().equals(number)).findFirst();
  }

  @Override
  public Stream<List<ClockStanding>> open(Place from) {
    return clocks.get().stream()
        .filter(clock -> place(clock).compareTo(from) >= 0)
        .sorted(Comparator.comparing(KnownTickets::place))
        .map(List::of);
  }

  private static Place place(ClockStanding clock) {
    return new Place(clock.progress().service(), clock.progress().incident());
  }

  @Override
  public Stream<IncidentAccount> open(Place from, Instant asOf, Instant knownAt) {
    return tickets.stream();
  }

  @Override
  public Stream<List<Quarantined>> quarantined(Place from) {
    return Stream.empty();
  }
}
