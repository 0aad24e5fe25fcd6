package io.plumbline.report;

import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every ticket that is known, for the console and the read API. Streams go by service and number.
 */
public interface IncidentArchive {

  /**
   * A ticket as of an instant; empty when there is none of this number, or nothing was known of it.
   *
   * @param asOf what happened later is left out
   * @param knownAt what was received later is left out
   */
  Optional<IncidentAccount> find(String number, Instant asOf, Instant knownAt);

  /** The open clocks of each ticket that has any, as of the newest tick. */
  Stream<List<ClockStanding>> open(Place from);

  /**
   * The tickets that may have had an open clock as of an instant, as {@link #find} gives them.
   *
   * @param from the first to look at
   */
  Stream<IncidentAccount> open(Place from, Instant asOf, Instant knownAt);

  /** The events of each ticket that do not count, as far as is known now, if it has any. */
  Stream<List<Quarantined>> quarantined(Place from);

  /**
   * Where a ticket stands among all.
   *
   * @param service name of the service that has it, empty before the first
   * @param incident its number, empty before the service's first
   */
  record Place(String service, String incident) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::service).thenComparing(Place::incident);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * An event that does not count.
   *
   * @param service name of the service that has the ticket
   * @param incident the ticket's number
   * @param event the event, with why
   */
  record Quarantined(String service, String incident, IncidentAccount.Event event) {}
}
