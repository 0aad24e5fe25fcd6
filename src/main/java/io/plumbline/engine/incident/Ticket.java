package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.TicketKind;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.Promises.Promise;
import io.plumbline.engine.incident.TicketState.Attention;
import io.plumbline.fact.ChangedPriority;
import io.plumbline.fact.Fact;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** All that is known of one ticket, and how its clocks stood when last looked at. */
final class Ticket {

  private static final Comparator<IncidentEvent> NAMING =
      Comparator.comparing(IncidentEvent::aheadOfReceipt)
          .reversed()
          .thenComparing(IncidentEvent.HISTORY);

  private final List<IncidentEvent> events;
  private final Set<String> ids = new HashSet<>();
  private final Set<Verdict> counted;
  private Optional<History> history;
  private TicketView view;
  private Attention attention;

  /** A ticket of which nothing is known yet. */
  Ticket() {
    this(new TicketState(List.of(), List.of(), Attention.CHANGED, List.of()));
  }

  /** A ticket that goes on from a kept state. */
  Ticket(TicketState state) {
    events = new ArrayList<>(state.events());
    events.forEach(event -> ids.add(event.id()));
    history = History.of(events, Instant.MAX);
    attention = state.attention();
    counted = new LinkedHashSet<>(state.counted());
    boolean deleted =
        attention == Attention.SETTLED
            && history.map(known -> known.deleted().isPresent()).orElse(false);
    int early = history.map(History::early).orElse(0);
    view = TicketView.settled(state.verdicts(), deleted, early);
  }

  /** Takes an event; false when its id is known. */
  boolean accept(IncidentEvent event) {
    if (!ids.add(event.id())) {
      return false;
    }
    events.add(event);
    history = History.of(events, Instant.MAX);
    attention = Attention.CHANGED;
    return true;
  }

  /**
   * The service that the latest event names, of those that name a known one; events dated after
   * they became known are asked last.
   */
  Optional<String> named(Predicate<String> known) {
    return events.stream()
        .filter(event -> !event.service().isEmpty() && known.test(event.service()))
        .max(NAMING)
        .map(IncidentEvent::service);
  }

  /** The event with which its history begins. */
  IncidentEvent oldest() {
    return events.stream().min(IncidentEvent.HISTORY).orElseThrow();
  }

  /** How it stood when last looked at. */
  TicketView view() {
    return view;
  }

  Attention attention() {
    return attention;
  }

  TicketState state() {
    return new TicketState(events, view.verdicts(), attention, List.copyOf(counted));
  }

  /** Its file. */
  TicketFile file(String number, Promises promises) {
    return new TicketFile(
        number,
        promises,
        events,
        view.open().stream().map(ClockLine::standing).toList(),
        attention == Attention.SETTLED);
  }

  /** The verdicts that stand and were never counted before; they are now. */
  List<Verdict> takeUncounted() {
    return view.verdicts().stream().filter(counted::add).toList();
  }

  /** Looks at every clock. A verdict stands until an event changes the ticket. */
  TicketView look(Promises promises, Instant asOf) {
    List<Verdict> standing = attention == Attention.CHANGED ? List.of() : view.verdicts();
    List<Verdict> told = view.verdicts();
    view =
        life(promises)
            .map(known -> look(known, promises, asOf, standing, told))
            .orElse(TicketView.NOTHING);
    attention =
        view.awaitsEvents()
            ? Attention.CHANGED
            : view.settled() ? Attention.SETTLED : Attention.OPEN;
    return view;
  }

  /**
   * The clocks as they would have been read at an earlier instant, had all been known then that is
   * known now.
   */
  List<Evidence> past(Promises promises, Instant asOf) {
    List<Evidence> past = new ArrayList<>();
    life(promises)
        .ifPresent(
            known -> {
              for (Promise promise : promises.forTicket(known.opening())) {
                for (ClockReading reading : cycles(known, promise, asOf)) {
                  line(promises.service(), promise, known, reading, asOf)
                      .ifPresent(line -> past.add(line.evidence()));
                  past.addAll(reprioritised(promises.service(), known, promise, reading));
                }
              }
              past.addAll(facts(promises, known, asOf));
            });
    return past;
  }

  /** The first instant of a span at which an event took away such a fact. */
  Optional<Instant> ceased(Promises promises, Predicate<Fact> which, Instant after, Instant asOf) {
    return life(promises).stream()
        .flatMap(known -> known.instants().stream())
        .filter(at -> at.isAfter(after) && !at.isAfter(asOf))
        .filter(at -> past(promises, at).stream().map(Evidence::fact).noneMatch(which))
        .findFirst();
  }

  /** Its life, if it is an incident whose opening is known. */
  Optional<History> incident(Promises promises) {
    return life(promises).filter(Ticket::isIncident);
  }

  /** Its life, if its opening is known, and it is an incident or something is promised for it. */
  private Optional<History> life(Promises promises) {
    return history
        .filter(known -> isIncident(known) || !promises.forTicket(known.opening()).isEmpty())
        .map(known -> known.prioritised(promises.service().priorities()));
  }

  private static boolean isIncident(History known) {
    return known.opening().ticketKind() == TicketKind.INCIDENT;
  }

  private static List<Evidence> facts(Promises promises, History known, Instant asOf) {
    List<Promise> promised = promises.forTicket(known.opening());
    return known
        .upTo(asOf.toEpochMilli())
        .map(past -> TicketFacts.of(past, promises.service(), promised))
        .orElse(List.of());
  }

  private static List<Evidence> reprioritised(
      Service service, History known, Promise promise, ClockReading reading) {
    List<Evidence> changes = new ArrayList<>();
    if (promise.agreement().type() != Agreement.Type.SLA || !reading.status().open()) {
      return changes;
    }
    for (ClockReading.Reprioritised change : reading.reprioritised()) {
      changes.add(
          new Evidence(
              new ChangedPriority(
                  service.name(),
                  service.tier(),
                  known.opening().incident(),
                  promise.agreement().name(),
                  promise.target().name(),
                  promise.agreement().counterparty(),
                  change.from(),
                  change.to(),
                  change.used().percent(),
                  known.priorityChange(change.at().toEpochMilli()),
                  known.opening().ticketKind().wireName()),
              change.at()));
    }
    return changes;
  }

  private static Optional<ClockLine> line(
      Service service, Promise promise, History known, ClockReading reading, Instant asOf) {
    if (reading.status().open()) {
      return Optional.of(lastDecided(service, promise, known, reading));
    }
    return reading.status().verdict()
        ? Optional.of(ClockLine.of(service, known.opening(), promise, reading, asOf))
        : Optional.empty();
  }

  /** The event that came last. */
  IncidentEvent newest() {
    return events.get(events.size() - 1);
  }

  private static TicketView look(
      History known, Promises promises, Instant asOf, List<Verdict> standing, List<Verdict> told) {
    Service service = promises.service();
    List<ClockLine> open = new ArrayList<>();
    List<Evidence> facts = new ArrayList<>(facts(promises, known, asOf));
    List<Verdict> verdicts = new ArrayList<>(standing);
    List<Evidence> news = new ArrayList<>();
    List<Instant> wakes = new ArrayList<>();
    for (Promise promise : promises.forTicket(known.opening())) {
      for (ClockReading reading : cycles(known, promise, asOf)) {
        Verdict verdict = verdict(promise, reading, known.opening().ticketKind());
        if (standing.stream().anyMatch(verdict::sameClock)) {
          continue;
        }
        if (reading.status().open()) {
          open.add(lastDecided(service, promise, known, reading));
          facts.addAll(reprioritised(service, known, promise, reading));
          reading.nextDecisive().ifPresent(wakes::add);
        } else if (reading.status().verdict()) {
          verdicts.add(verdict);
          if (!told.contains(verdict)) {
            news.add(ClockLine.of(service, known.opening(), promise, reading, asOf).evidence());
          }
        }
      }
    }
    OptionalLong next = known.next(asOf.toEpochMilli());
    next.ifPresent(at -> wakes.add(Instant.ofEpochMilli(at)));
    boolean deleted = known.deleted().stream().anyMatch(at -> at <= asOf.toEpochMilli());
    Optional<Instant> wake = wakes.stream().min(Instant::compareTo);
    return new TicketView(
        open, facts, verdicts, news, deleted, known.early(), wake, next.isPresent());
  }

  /**
   * The clock as of its last decisive instant: so the figures that rules see depend on events and
   * deadlines alone, never on when somebody looked.
   */
  private static ClockLine lastDecided(
      Service service, Promise promise, History known, ClockReading reading) {
    Instant decided = reading.decisiveAt();
    ClockReading then =
        cycles(known, promise, decided).stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new IllegalStateException("an open clock was open when it changed"));
    return ClockLine.of(service, known.opening(), promise, then, decided);
  }

  private static List<ClockReading> cycles(History known, Promise promise, Instant asOf) {
    return IncidentClock.cycles(Optional.of(known), promise.target(), asOf);
  }

  private static Verdict verdict(Promise promise, ClockReading reading, TicketKind kind) {
    return new Verdict(
        promise.agreement().name(),
        promise.target().name(),
        reading.cycle(),
        reading.priority(),
        reading.status(),
        kind.wireName());
  }
}
