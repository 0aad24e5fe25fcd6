package io.plumbline.engine.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** When which ticket is to be looked at although nothing is heard of it; one instant a ticket. */
final class Wakes {

  private final TreeSet<Wake> wakes = new TreeSet<>();

  /** Puts the instant of a ticket as it is seen now. */
  void add(String number, TicketView view) {
    view.wake().ifPresent(at -> wakes.add(new Wake(at, number)));
  }

  /** Takes away the instant of a ticket as it was seen before. */
  void remove(String number, TicketView view) {
    view.wake().ifPresent(at -> wakes.remove(new Wake(at, number)));
  }

  /** Takes away what is due and adds its tickets to others. */
  void due(Instant asOf, Collection<String> tickets) {
    while (!wakes.isEmpty() && !wakes.first().at().isAfter(asOf)) {
      tickets.add(wakes.pollFirst().incident());
    }
  }

  /** Whether anything is due. */
  boolean any(Instant asOf) {
    return !wakes.isEmpty() && !wakes.first().at().isAfter(asOf);
  }

  /** The earliest instant. */
  Optional<Instant> first() {
    return wakes.stream().findFirst().map(Wake::at);
  }

  private record Wake(Instant at, String incident) implements Comparable<Wake> {

    private static final Comparator<Wake> ORDER =
        Comparator.comparing(Wake::at).thenComparing(Wake::incident);

    @Override
    public int compareTo(Wake other) {
      return ORDER.compare(this, other);
    }
  }
}
