package io.plumbline.engine.incident;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceTime;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.TicketState.Attention;
import io.plumbline.fact.Fact;
import io.plumbline.finding.ClockStanding;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All incidents of one service, each with a clock for every target of every agreement in force on
 * the day on which it was opened (in the calendar's zone). Tickets of a kind that no target is for
 * have no clocks.
 *
 * <p>A reading costs only for tickets of which something was heard or whose clock comes to a
 * decisive instant; an open clock between those costs nothing. Figures are as of the clock's last
 * decisive instant, so they do not depend on when the desk is read.
 *
 * <p>All accepted events are known. A verdict stands until an event changes its ticket: an edited
 * agreement judges clocks that run, not those that have stopped. Not thread-safe.
 */
public final class IncidentDesk {

  private final SortedMap<String, Ticket> tickets = new TreeMap<>();
  private final TreeSet<String> touched = new TreeSet<>();
  private final TreeSet<String> changed = new TreeSet<>();
  private final Wakes wakes = new Wakes();
  private final TreeSet<String> unsaved = new TreeSet<>();
  private final TreeSet<String> released = new TreeSet<>();
  private final TreeSet<String> heard = new TreeSet<>();
  private final OpenClocks clocks = new OpenClocks();
  private final GivenVerdicts given = new GivenVerdicts();
  private Promises promises;
  private SupplierFits fits;
  private Outages outages;
  private Instant newest = Instant.MIN;
  private Optional<Reading> last = Optional.empty();
  private boolean toldNews;

  /**
   * A desk that goes on from a kept state. Read it at the first tick: what was due is not kept.
   *
   * @param service the service
   * @param agreements the agreements about it
   * @param state where to go on from, {@link State#EMPTY} at first
   */
  public IncidentDesk(Service service, List<Agreement> agreements, State state) {
    promises = new Promises(service, agreements);
    fits = new SupplierFits(promises);
    outages = new Outages(promises);
    for (TicketState kept : state.tickets()) {
      restore(kept);
      unsaved.add(kept.number());
    }
    state.given().ifPresentOrElse(given::restore, () -> given.begin(clocks.verdicts(promises)));
  }

  /** Goes on with a ticket as its own row has it. */
  public void restore(TicketState kept) {
    String number = kept.number();
    Ticket ticket = new Ticket(kept);
    tickets.put(number, ticket);
    changed.add(number);
    outages.take(number, ticket.incident(promises));
    clocks.add(ticket.view());
    if (ticket.attention() != Attention.SETTLED) {
      touched.add(number);
    }
  }

  /** Takes an event of one of the service's tickets; false when the ticket has one of its id. */
  public boolean accept(IncidentEvent event) {
    boolean taken = tickets.computeIfAbsent(event.incident(), number -> new Ticket()).accept(event);
    if (taken) {
      touched.add(event.incident());
      changed.add(event.incident());
      unsaved.add(event.incident());
    }
    return taken;
  }

  /**
   * The service that a ticket's latest event names, of those that name one; events dated after they
   * became known are asked last.
   *
   * @param known whether a service is to be considered
   */
  public Optional<String> named(String number, Predicate<String> known) {
    return Optional.ofNullable(tickets.get(number)).flatMap(ticket -> ticket.named(known));
  }

  /**
   * Gives a ticket away, as if it had never been here.
   *
   * @return its events, in the order in which they came
   */
  public List<IncidentEvent> release(String number) {
    Ticket ticket = tickets.remove(number);
    if (ticket == null) {
      return List.of();
    }
    TicketView view = ticket.view();
    clocks.remove(view);
    wakes.remove(number, view);
    touched.remove(number);
    changed.remove(number);
    unsaved.add(number);
    released.add(number);
    outages.take(number, Optional.empty());
    last = Optional.empty();
    return ticket.state().events();
  }

  /** Numbers of all its tickets. */
  public Set<String> numbers() {
    return Collections.unmodifiableSet(tickets.keySet());
  }

  /** From now on this is promised. Without a difference nothing is read anew. */
  public void promise(Service service, List<Agreement> agreements) {
    Promises promised = new Promises(service, agreements);
    if (!promised.equals(promises)) {
      promises = promised;
      fits = new SupplierFits(promises);
      outages = new Outages(promises);
      tickets.forEach((number, ticket) -> outages.take(number, ticket.incident(promises)));
      last = Optional.empty();
      tickets.forEach(
          (number, ticket) -> {
            changed.add(number);
            if (ticket.attention() != Attention.SETTLED) {
              touched.add(number);
            }
          });
    }
  }

  /**
   * How the clocks stand.
   *
   * @param asOf not before the last reading's
   */
  public Reading read(Instant asOf) {
    if (asOf.isBefore(newest)) {
      throw new IllegalArgumentException(
          "read as of " + asOf + " after " + newest + "; a desk is read forward");
    }
    newest = asOf;
    heard.clear();
    heard.addAll(released);
    released.clear();
    wakes.due(asOf, touched);
    if (stirs(asOf)) {
      last = Optional.of(reading(look(asOf), asOf));
    }
    return last.get();
  }

  /** Whether a reading as of an instant would be the last one again. */
  public boolean idle(Instant asOf) {
    return released.isEmpty() && changed.isEmpty() && !wakes.any(asOf) && !stirs(asOf);
  }

  private boolean stirs(Instant asOf) {
    boolean due = last.flatMap(Reading::nextDue).filter(at -> !at.isAfter(asOf)).isPresent();
    return last.isEmpty() || !touched.isEmpty() || toldNews || due || fits.due(asOf);
  }

  /**
   * The clocks of a ticket as they would have been read at an earlier instant, had all been known
   * then that is known now; empty when the ticket is not here.
   */
  public Optional<List<Evidence>> past(String number, Instant asOf) {
    return Optional.ofNullable(tickets.get(number)).map(ticket -> ticket.past(promises, asOf));
  }

  /**
   * The first instant after another, up to the last reading, at which a ticket had no such fact any
   * more.
   */
  public Optional<Instant> ceased(String number, Predicate<Fact> which, Instant after) {
    return Optional.ofNullable(tickets.get(number))
        .flatMap(ticket -> ticket.ceased(promises, which, after, newest));
  }

  /** The tickets of which an event came before the last reading, and those that left. */
  public Set<String> heard() {
    return Collections.unmodifiableSet(heard);
  }

  /**
   * Availability by incidents as it would have been read at an earlier instant, had all been known
   * then that is known now.
   */
  public List<Evidence> availability(Instant asOf) {
    return outages.monthly(asOf).flatMap(a -> a.evidence().stream()).toList();
  }

  /** The months in which availability by incidents is still open at an instant. */
  public Set<String> months(Instant asOf) {
    return outages.monthly(asOf).map(MonthlyAvailability::name).collect(Collectors.toSet());
  }

  /** The name of a month of an agreement. */
  public static String month(String agreement, String month) {
    return "month/" + agreement + "/" + month;
  }

  /** The event of a ticket that came last. */
  public Optional<IncidentEvent> newest(String number) {
    return Optional.ofNullable(tickets.get(number)).map(Ticket::newest);
  }

  /** All its tickets as of services that are not in the catalogue; empty when it has none. */
  public Optional<Evidence> unassigned() {
    return Unassigned.of(promises.service(), tickets.values());
  }

  /**
   * The files of the tickets of which something new is known since the last call, or whose clocks
   * came to a decisive instant.
   */
  public List<TicketFile> takeChanged() {
    List<TicketFile> files =
        changed.stream().map(number -> tickets.get(number).file(number, promises)).toList();
    changed.clear();
    return files;
  }

  /**
   * Share of the agreed service time of a span for which no incident took the service down, by an
   * agreement; empty when none is agreed in it.
   */
  public OptionalDouble availability(Agreement agreement, AvailabilityTerms terms, Span span) {
    ServiceTime time = new ServiceTime(terms.hours());
    double agreed = time.counted(span.from().toEpochMilli(), span.to().toEpochMilli());
    long down =
        outages.within(agreement, span).stream()
            .mapToLong(o -> time.counted(o.from().toEpochMilli(), o.to().toEpochMilli()))
            .sum();
    return agreed == 0 ? OptionalDouble.empty() : OptionalDouble.of(1 - down / agreed);
  }

  /** All that must be kept to go on after a restart. */
  public State state() {
    return new State(tickets.values().stream().map(Ticket::state).toList(), head().given());
  }

  /** What must be kept beside the rows of the tickets. */
  public State head() {
    return new State(List.of(), Optional.of(given.state()));
  }

  /**
   * The rows of the tickets of which something changed since the last call, by number; empty of a
   * ticket that is here no longer.
   */
  public SortedMap<String, Optional<TicketState>> takeRows() {
    SortedMap<String, Optional<TicketState>> rows = new TreeMap<>();
    for (String number : unsaved) {
      rows.put(number, Optional.ofNullable(tickets.get(number)).map(Ticket::state));
    }
    unsaved.clear();
    return rows;
  }

  /** Looks at the touched tickets; evidence of the clocks that stopped. */
  private List<Evidence> look(Instant asOf) {
    List<Evidence> news = new ArrayList<>();
    for (String number : touched) {
      Ticket ticket = tickets.get(number);
      TicketView before = ticket.view();
      clocks.remove(before);
      wakes.remove(number, before);
      Attention was = ticket.attention();
      if (was == Attention.CHANGED) {
        heard.add(number);
      }
      TicketView now = ticket.look(promises, asOf);
      List<Verdict> uncounted = ticket.takeUncounted();
      given.add(uncounted, promises);
      boolean same = was == ticket.attention() && before.verdicts().equals(now.verdicts());
      if (!same || !uncounted.isEmpty()) {
        unsaved.add(number);
      }
      outages.take(number, ticket.incident(promises));
      clocks.add(now);
      wakes.add(number, now);
      changed.add(number);
      news.addAll(now.news());
    }
    touched.clear();
    return news;
  }

  private Reading reading(List<Evidence> news, Instant asOf) {
    toldNews = !news.isEmpty();
    List<Evidence> tickets = new ArrayList<>(clocks.facts());
    tickets.addAll(fits.evidence(asOf));
    List<Instant> due = new ArrayList<>();
    outages
        .monthly(asOf)
        .forEach(
            availability -> {
              tickets.addAll(availability.evidence());
              due.add(availability.nextDue());
            });
    wakes.first().ifPresent(due::add);
    fits.nextDue().ifPresent(due::add);
    Optional<Instant> wake = due.stream().min(Instant::compareTo);
    return new Reading(
        Stream.concat(clocks.evidence().stream(), news.stream()).toList(),
        tickets,
        clocks.standings(),
        clocks.open(promises),
        clocks.verdicts(promises),
        given.counts(promises),
        clocks.deleted(),
        clocks.early(),
        toldNews ? Optional.of(asOf.plusMillis(1)) : wake);
  }

  /**
   * How the clocks of a service stand.
   *
   * @param evidence of each open clock, by subject; then, once, of each clock that has stopped or
   *     whose verdict has changed since the last reading. A met clock's {@code reachedPercent} is
   *     0: it is at risk no longer
   * @param tickets what rules may see of the open tickets beside their clocks, and of how what was
   *     promised fits together
   * @param clocks the open clocks, next due first, held ones last
   * @param open number of open clocks by priority, target and state; 0 where none is
   * @param verdicts number of stopped clocks by priority, target and verdict; 0 where none is. A
   *     correction, a reopening or a deletion takes a verdict back, so a number may fall
   * @param given number of verdicts ever given, a clock's same verdict once; it never falls
   * @param deleted number of deleted tickets, which have no clocks and no verdicts
   * @param early number of events dated before their ticket's opening, which are left out
   * @param nextDue when to read again although no event came: the next decisive instant of any
   *     clock, or at once when this reading tells of a stopped clock, so that its evidence ends
   */
  public record Reading(
      List<Evidence> evidence,
      List<Evidence> tickets,
      List<ClockStanding> clocks,
      SortedMap<Tally, Long> open,
      SortedMap<Tally, Long> verdicts,
      SortedMap<Tally, Long> given,
      long deleted,
      long early,
      Optional<Instant> nextDue) {

    /** Copies the collections. */
    public Reading {
      evidence = List.copyOf(evidence);
      tickets = List.copyOf(tickets);
      clocks = List.copyOf(clocks);
      open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
      verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
      given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }
  }

  /**
   * What is kept of a desk.
   *
   * @param tickets tickets that have no rows of their own, by number; an older version kept all so
   * @param given verdicts ever given; an older version did not count them
   */
  public record State(List<TicketState> tickets, Optional<List<Count>> given) {

    /** The state before the first event. */
    public static final State EMPTY = new State(List.of(), Optional.of(List.of()));

    /** Copies the lists. */
    public State {
      tickets = List.copyOf(tickets);
      given = given == null ? Optional.empty() : given.map(List::copyOf);
    }
  }

  /** How many verdicts were given. */
  record Count(Tally tally, long number) {}
}
