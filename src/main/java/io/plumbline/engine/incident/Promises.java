package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.TicketKind;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is promised for the tickets of one service.
 *
 * @param service the service
 * @param agreements the agreements about it, by name
 */
record Promises(Service service, List<Agreement> agreements) {

  private static final List<String> OPEN = List.of("running", "paused", "breached");
  private static final List<String> STOPPED = List.of("met", "missed");

  Promises {
    agreements = agreements.stream().sorted(Comparator.comparing(Agreement::name)).toList();
  }

  /**
   * The targets for a ticket: those for its kind, of agreements in force on the day on which it was
   * opened.
   */
  List<Promise> forTicket(IncidentEvent opening) {
    return all().stream()
        .filter(promise -> promise.target().kinds().contains(opening.ticketKind()))
        .filter(promise -> promise.inForce(opening.at()))
        .toList();
  }

  /** A count of 0 for whatever open clocks may be counted by. */
  SortedMap<Tally, Long> noneOpen() {
    return zeros(OPEN);
  }

  /** A count of 0 for whatever verdicts may be counted by. */
  SortedMap<Tally, Long> noVerdicts() {
    return zeros(STOPPED);
  }

  private SortedMap<Tally, Long> zeros(List<String> states) {
    SortedMap<Tally, Long> zeros = new TreeMap<>();
    for (Promise promise : all()) {
      String type = promise.agreement().type().name();
      String target = promise.target().name();
      for (TicketKind kind : promise.target().kinds()) {
        for (String priority : promise.target().byPriority().keySet()) {
          states.forEach(s -> zeros.put(new Tally(type, priority, target, s, kind.wireName()), 0L));
        }
      }
    }
    return zeros;
  }

  /** The type of an agreement of this name, or {@link Tally#UNKNOWN_TYPE}. */
  String typeOf(String agreement) {
    return agreements.stream()
        .filter(known -> known.name().equals(agreement))
        .map(known -> known.type().name())
        .findFirst()
        .orElse(Tally.UNKNOWN_TYPE);
  }

  /** Every target of every agreement, by agreement. */
  List<Promise> all() {
    return agreements.stream()
        .flatMap(
            agreement -> agreement.incidentTargets().stream().map(t -> new Promise(agreement, t)))
        .toList();
  }

  /** One target of one agreement. */
  record Promise(Agreement agreement, IncidentTarget target) {

    /** From the first instant of its first day to the first after its last. */
    Span inForce() {
      ZoneId zone = target.hours().zone();
      return new Span(
          agreement.validFrom().atStartOfDay(zone).toInstant(),
          agreement
              .validTo()
              .map(last -> last.plusDays(1).atStartOfDay(zone).toInstant())
              .orElse(Instant.MAX));
    }

    private boolean inForce(Instant opened) {
      LocalDate day = LocalDate.ofInstant(opened, target.hours().zone());
      return !day.isBefore(agreement.validFrom())
          && agreement.validTo().map(last -> !day.isAfter(last)).orElse(true);
    }
  }
}
