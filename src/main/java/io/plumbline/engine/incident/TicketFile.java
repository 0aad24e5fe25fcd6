package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.Promises.Promise;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.IncidentAccount;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that is known of a ticket at a tick, and what was promised for it. It does not change. */
public final class TicketFile {

  private static final String AHEAD = "dated after it became known";
  private static final String EARLY = "dated before the ticket's opening";

  private final String number;
  private final Promises promises;
  private final List<IncidentEvent> events;
  private final List<ClockStanding> open;
  private final boolean settled;

  /**
   * The file of a ticket.
   *
   * @param open its open clocks, as they were seen last
   * @param settled whether only a further event can change anything
   */
  TicketFile(
      String number,
      Promises promises,
      List<IncidentEvent> events,
      List<ClockStanding> open,
      boolean settled) {
    this.number = number;
    this.promises = promises;
    this.events = List.copyOf(events);
    this.open = List.copyOf(open);
    this.settled = settled;
  }

  /** Its open clocks as of the last event or deadline of each. */
  public List<ClockStanding> open() {
    return open;
  }

  /**
   * Whether a clock may have been open as of an instant, with what was known at another: false
   * without a look at the clocks where events alone say so.
   */
  public boolean mayBeOpen(Instant asOf, Instant knownAt) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    boolean all = true;
    for (IncidentEvent event : events) {
      first = event.at().isBefore(first) ? event.at() : first;
      last = event.at().isAfter(last) ? event.at() : last;
      all &= !event.receivedAt().isAfter(knownAt);
    }
    return !asOf.isBefore(first) && !(settled && all && !asOf.isBefore(last));
  }

  /** The ticket's number. */
  public String number() {
    return number;
  }

  /** Name of the service that has it. */
  public String service() {
    return promises.service().name();
  }

  /**
   * The ticket as of an instant; empty when nothing was known of it.
   *
   * @param asOf what happened later is left out
   * @param knownAt what was received later is left out
   */
  public Optional<IncidentAccount> account(Instant asOf, Instant knownAt) {
    Optional<History> whole =
        History.of(events, knownAt).map(h -> h.prioritised(promises.service().priorities()));
    Optional<History> past = whole.flatMap(h -> h.upTo(asOf.toEpochMilli()));
    List<IncidentAccount.Event> told =
        told(whole, knownAt).stream()
            .filter(
                e -> !e.quarantined().isEmpty() || !e.correctedTo().orElse(e.at()).isAfter(asOf))
            .toList();
    if (told.isEmpty()) {
      return Optional.empty();
    }
    Step now = Step.NOTHING;
    for (Step step : past.map(History::steps).orElse(List.of())) {
      now = step.after(now);
    }
    return Optional.of(
        new IncidentAccount(
            service(),
            number,
            whole.map(h -> lower(h.opening().kind())).orElse(""),
            now.state(),
            now.priority(),
            now.group(),
            past.map(h -> h.opening().at()),
            past.flatMap(h -> h.deleted().stream().boxed().findFirst()).isPresent(),
            asOf,
            told,
            past.isEmpty() ? List.of() : clocks(whole, asOf)));
  }

  /**
   * When the ticket was a major incident, or took the service down by an agreement or by the word
   * of its source; in order. A span that has not ended ends at {@link Instant#MAX}.
   */
  public List<Span> outages() {
    return History.of(events, Instant.MAX)
        .filter(known -> known.opening().kind() == IncidentEvent.Kind.INCIDENT)
        .filter(known -> known.deleted().isEmpty())
        .map(known -> confirmed(known.prioritised(promises.service().priorities())))
        .orElse(List.of());
  }

  private List<Span> confirmed(History life) {
    List<Promise> promised = promises.forTicket(life.opening());
    Set<String> ended = new HashSet<>(TicketFacts.closing(promised));
    Set<String> down = new HashSet<>();
    for (Agreement agreement : promises.agreements()) {
      down.addAll(agreement.majorPriorities());
      agreement
          .availability()
          .ifPresent(
              terms -> {
                ended.addAll(terms.upStates());
                down.addAll(terms.downPriorities());
              });
    }
    List<Span> spans = new ArrayList<>();
    Optional<Instant> since = Optional.empty();
    Step now = Step.NOTHING;
    for (Step step : life.steps()) {
      now = step.after(now);
      boolean confirmed =
          now.major().equals("true")
              || now.outage().equals("true")
              || (now.outage().isEmpty() && down.contains(now.priority()));
      boolean on = confirmed && !ended.contains(now.state());
      Instant at = Instant.ofEpochMilli(step.at());
      if (on && since.isEmpty()) {
        since = Optional.of(at);
      } else if (!on && since.isPresent()) {
        spans.add(new Span(since.get(), at));
        since = Optional.empty();
      }
    }
    since.ifPresent(from -> spans.add(new Span(from, Instant.MAX)));
    return spans;
  }

  private List<ClockAccount> clocks(Optional<History> history, Instant asOf) {
    IncidentEvent opening = history.orElseThrow().opening();
    List<ClockAccount> clocks = new ArrayList<>();
    for (Promise promise : promises.forTicket(opening)) {
      IncidentClock.accounts(history, promise.target(), asOf)
          .forEach(account -> clocks.add(clock(promise, account)));
    }
    return clocks;
  }

  private static ClockAccount clock(Promise promise, IncidentClock.Account account) {
    ClockReading reading = account.reading();
    boolean forecast = reading.status() == ClockStatus.PAUSED;
    return new ClockAccount(
        promise.agreement().name(),
        promise.agreement().type().name(),
        promise.agreement().counterparty(),
        promise.target().name(),
        reading.cycle(),
        reading.priority(),
        reading.status().name(),
        reading.holder(),
        reading.cycleStart(),
        reading.stoppedAt(),
        forecast ? Optional.empty() : reading.dueAt(),
        forecast ? Optional.empty() : reading.breachAfter(),
        reading.allowed(),
        reading.elapsed(),
        reading.left(),
        reading.used().percent(),
        promise.target().atRiskPercent(),
        account.bookings().stream()
            .map(
                b ->
                    new ClockAccount.Stretch(
                        b.from(),
                        b.to(),
                        ClockAccount.Use.valueOf(b.kind().name()),
                        b.holder(),
                        b.priority()))
            .toList());
  }

  /** The events that do not count, as far as is known now, with why. */
  public List<IncidentAccount.Event> quarantined() {
    return plain()
        ? List.of()
        : told(History.of(events, Instant.MAX), Instant.MAX).stream()
            .filter(event -> !event.quarantined().isEmpty())
            .toList();
  }

  /** Whether no event can be dated wrong: most tickets need no closer look. */
  private boolean plain() {
    Instant opened =
        events.stream()
            .filter(event -> event.type() == IncidentEvent.Type.OPENED)
            .map(IncidentEvent::at)
            .min(Instant::compareTo)
            .orElse(Instant.MIN);
    return events.stream()
        .noneMatch(
            event ->
                event.type() == IncidentEvent.Type.CORRECTION
                    || event.aheadOfReceipt()
                    || event.at().isBefore(opened));
  }

  private List<IncidentAccount.Event> told(Optional<History> history, Instant knownAt) {
    List<IncidentEvent> known = History.known(events, knownAt);
    Map<String, IncidentEvent> counting =
        History.corrected(known).stream()
            .collect(Collectors.toMap(IncidentEvent::id, event -> event));
    return known.stream()
        .sorted(IncidentEvent.HISTORY)
        .map(event -> told(event, Optional.ofNullable(counting.get(event.id())), history))
        .toList();
  }

  private static IncidentAccount.Event told(
      IncidentEvent event, Optional<IncidentEvent> counting, Optional<History> history) {
    Instant at = counting.map(IncidentEvent::at).orElse(event.at());
    boolean correction = event.type() == IncidentEvent.Type.CORRECTION;
    boolean ahead = correction ? event.aheadOfReceipt() : counting.isEmpty();
    boolean early = !correction && history.map(h -> at.isBefore(h.opening().at())).orElse(false);
    return new IncidentAccount.Event(
        event.id(),
        event.at(),
        event.receivedAt(),
        lower(event.type()),
        what(event),
        at.equals(event.at()) ? Optional.empty() : Optional.of(at),
        ahead ? AHEAD : early ? EARLY : "");
  }

  private static String what(IncidentEvent event) {
    return Stream.concat(
            Stream.of(
                said("state", event.state()),
                said("priority", event.priority()),
                said("corrects", event.corrects()),
                said("service", event.service())),
            event.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(attribute -> said(attribute.getKey(), attribute.getValue())))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String said(String name, String value) {
    return value.isEmpty() ? "" : name + " " + value;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
