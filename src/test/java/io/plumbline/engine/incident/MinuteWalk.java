package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.Allowance.BusinessDays;
import io.plumbline.catalogue.Allowance.CalendarDays;
import io.plumbline.catalogue.Allowance.Counted;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The incident clock worked out another way: it looks at every minute and asks of each, from the
 * whole history, whether it counts. Shares no code with the clock; true for whole minutes.
 */
final class MinuteWalk {

  private static final int FORWARD = 60 * 1440;

  private final IncidentTarget target;
  private final List<IncidentEvent> events;
  private final Instant asOf;

  MinuteWalk(RandomCase example) {
    this.target = example.target();
    this.asOf = example.asOf();
    this.events = happened(example).stream().filter(e -> !e.at().isAfter(asOf)).toList();
  }

  /**
   * The events known, each at the time that was said of it last, without those before the opening.
   */
  private static List<IncidentEvent> happened(RandomCase example) {
    List<IncidentEvent> known = new ArrayList<>(example.events());
    known.removeIf(event -> event.receivedAt().isAfter(example.knownAt()));
    known.sort(Comparator.comparing(IncidentEvent::receivedAt));
    List<IncidentEvent> happened = new ArrayList<>();
    for (IncidentEvent event : known) {
      Instant at = event.at();
      for (IncidentEvent said : known) {
        at = said.corrects().equals(event.id()) ? said.at() : at;
      }
      if (event.type() != IncidentEvent.Type.CORRECTION) {
        happened.add(Tickets.moved(event, at));
      }
    }
    happened.sort(Comparator.comparing(IncidentEvent::at));
    while (!happened.isEmpty() && happened.get(0).type() != IncidentEvent.Type.OPENED) {
      happened.remove(0);
    }
    return happened;
  }

  /** What the walk finds; due times are the ends of the minutes in which they fall. */
  record Found(
      String status,
      String priority,
      Instant cycleStart,
      Optional<Instant> stoppedAt,
      long elapsedMinutes,
      Optional<Instant> dueMinute,
      Optional<Instant> breachMinute) {}

  /** Empty when no priority is known. */
  Optional<Found> find() {
    if (events.isEmpty() || firstPriority().isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> stop = finalStop();
    Instant end = stop.orElse(asOf);
    Instant start = cycleStart(end);
    Map<String, Long> allowed = new HashMap<>();
    target.byPriority().forEach((priority, of) -> allowed.put(priority, minutes(of, start)));
    long units = allowed.values().stream().reduce(1L, Math::multiplyExact);
    long elapsed = 0;
    long used = 0;
    Optional<Instant> due = Optional.empty();
    Instant unbroken = null;
    boolean over = false;
    for (Instant at = start; at.isBefore(end) || unbroken == null; at = at.plusSeconds(60)) {
      if (at.equals(start.plusSeconds(60L * FORWARD))) {
        break;
      }
      boolean past = at.isBefore(end);
      String priority = allowedBy(past ? at : end, end);
      boolean counts = counts(target.byPriority().get(priority), at) && (!past || runs(at, end));
      elapsed += counts && past ? 1 : 0;
      used += counts ? units / allowed.get(priority) : 0;
      if (due.isEmpty() && used >= units) {
        due = Optional.of(at.plusSeconds(60));
      }
      if (unbroken == null && used > units) {
        unbroken = at;
      }
      over |= past && used > units;
    }
    String status =
        stop.isPresent()
            ? over ? "MISSED" : "MET"
            : over ? "BREACHED" : held(end) ? "PAUSED" : "RUNNING";
    return Optional.of(
        new Found(
            status,
            priorityAt(end, end),
            start,
            stop,
            elapsed,
            due,
            Optional.ofNullable(unbroken)));
  }

  private boolean isStop(IncidentEvent event) {
    return target.stopStates().contains(event.state());
  }

  private Optional<Instant> finalStop() {
    List<IncidentEvent> states = events.stream().filter(e -> !e.state().isEmpty()).toList();
    if (target.stop() == Stop.FIRST) {
      return states.stream().filter(this::isStop).map(IncidentEvent::at).findFirst();
    }
    Optional<Instant> stop = Optional.empty();
    for (int i = states.size() - 1; i >= 0 && isStop(states.get(i)); i--) {
      stop = Optional.of(states.get(i).at());
    }
    return stop;
  }

  /** The latest event up to the end that begins a cycle. */
  private Instant cycleStart(Instant end) {
    Instant start = events.get(0).at();
    boolean stopped = false;
    String priority = "";
    for (IncidentEvent event : events) {
      boolean begins = event.equals(events.get(0));
      if (event.at().isAfter(end)) {
        break;
      }
      boolean inert = stopped && target.onReopen() == Reopen.RESTART;
      if (!event.priority().isEmpty()) {
        boolean changed = !List.of("", event.priority()).contains(priority) && !inert;
        begins |= changed && target.onPriorityChange() == PriorityChange.RESTART;
        priority = event.priority();
      }
      if (!event.state().isEmpty()) {
        begins |= inert && !isStop(event);
        stopped = isStop(event);
      }
      start = begins ? event.at() : start;
    }
    return start;
  }

  private String stateAt(Instant at) {
    return lastBefore(at, false);
  }

  private String priorityAt(Instant at, Instant end) {
    return lastBefore(at.isAfter(end) ? end : at, true);
  }

  private String lastBefore(Instant at, boolean priority) {
    String last = priority ? firstPriority() : "";
    for (IncidentEvent event : events) {
      String value = priority ? event.priority() : event.state();
      last = event.at().isAfter(at) || value.isEmpty() ? last : value;
    }
    return last;
  }

  private String firstPriority() {
    return events.stream()
        .map(IncidentEvent::priority)
        .filter(priority -> !priority.isEmpty())
        .findFirst()
        .orElse("");
  }

  private boolean held(Instant at) {
    String state = stateAt(at);
    return target.holdStates().contains(state)
        || (target.stopStates().contains(state) && target.onReopen() == Reopen.RESUME);
  }

  /** Whether the clock runs in a minute before the end. */
  private boolean runs(Instant at, Instant end) {
    boolean forgiven =
        target.onPriorityChange() == PriorityChange.RETROACTIVE
            && !target.retroactivePause()
            && at.isBefore(lastPriorityChange(end));
    return forgiven || !held(at);
  }

  private Instant lastPriorityChange(Instant end) {
    Instant start = cycleStart(end);
    Instant change = Instant.MIN;
    for (IncidentEvent event : events) {
      boolean within = event.at().isAfter(start) && !event.at().isAfter(end);
      if (within
          && !event.priority().isEmpty()
          && !event.priority().equals(priorityAt(event.at().minusSeconds(60), end))) {
        change = event.at();
      }
    }
    return change;
  }

  private String allowedBy(Instant at, Instant end) {
    Instant when = target.onPriorityChange() == PriorityChange.PROPORTIONAL ? at : end;
    return priorityAt(when, end);
  }

  /** Days of the calendar count around the clock, everything else in the service hours. */
  private boolean counts(Allowance allowance, Instant at) {
    return allowance instanceof CalendarDays || ServiceTimeTest.counts(target.hours(), at);
  }

  /** So many minutes count until the last of the date on which it is due. */
  private long minutes(Allowance allowance, Instant start) {
    if (allowance instanceof Counted counted) {
      return counted.time().toMinutes();
    }
    LocalDate date = LocalDate.ofInstant(start, target.hours().zone());
    int days = allowance instanceof CalendarDays c ? c.days() : ((BusinessDays) allowance).days();
    for (int found = 0; found < days; ) {
      date = date.plusDays(1);
      boolean opens = !target.hours().on(date).isEmpty();
      found += opens || allowance instanceof CalendarDays ? 1 : 0;
    }
    long minutes = 0;
    for (Instant at = start;
        !LocalDate.ofInstant(at, target.hours().zone()).isAfter(date);
        at = at.plusSeconds(60)) {
      minutes += counts(allowance, at) ? 1 : 0;
    }
    return minutes;
  }
}
