package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.engine.incident.ClockReading.Reprioritised;
import io.plumbline.engine.incident.Cycle.End;
import io.plumbline.signal.IncidentEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the clock of one ticket's target. Nothing counts down: what it shows is a function of the
 * events known, the target and an instant. Resolution is the millisecond.
 *
 * <p>Events may come in any order; a repeated id is ignored, a correction replaces the time of the
 * event it names, and events dated before the opening are left out. Changes of priority after the
 * clock has stopped matter only if the ticket is reopened.
 */
public final class IncidentClock {

  private IncidentClock() {}

  /**
   * The clock's latest cycle. Empty when the ticket was not open yet, or when its priority has no
   * allowance of at least a millisecond.
   *
   * @param events everything recorded of one ticket
   * @param asOf what happened later is left out
   * @param knownAt what was received later is left out
   */
  public static Optional<ClockReading> evaluate(
      List<IncidentEvent> events, IncidentTarget target, Instant asOf, Instant knownAt) {
    List<Optional<ClockReading>> all = readings(History.of(events, knownAt), target, asOf);
    return all.isEmpty() ? Optional.empty() : all.get(all.size() - 1);
  }

  /** As {@link #evaluate}, for every cycle that had an allowance, oldest first. */
  public static List<ClockReading> cycles(
      List<IncidentEvent> events, IncidentTarget target, Instant asOf, Instant knownAt) {
    return cycles(History.of(events, knownAt), target, asOf);
  }

  static List<ClockReading> cycles(Optional<History> history, IncidentTarget target, Instant asOf) {
    return readings(history, target, asOf).stream().flatMap(Optional::stream).toList();
  }

  /**
   * As {@link #cycles(List, IncidentTarget, Instant, Instant)}, each with all of its time: what
   * counted, what did not, and who had the ticket.
   */
  public static List<Account> accounts(
      List<IncidentEvent> events, IncidentTarget target, Instant asOf, Instant knownAt) {
    return accounts(History.of(events, knownAt), target, asOf);
  }

  static List<Account> accounts(Optional<History> history, IncidentTarget target, Instant asOf) {
    return all(history, target, asOf, IncidentClock::account).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A cycle of a clock and where its time went.
   *
   * @param reading what it shows
   * @param bookings its time, from its begin to its end or the evaluation
   */
  public record Account(ClockReading reading, List<Booking> bookings) {

    /** Copies the list. */
    public Account {
      bookings = List.copyOf(bookings);
    }
  }

  private static List<Optional<ClockReading>> readings(
      Optional<History> history, IncidentTarget target, Instant asOf) {
    return all(history, target, asOf, IncidentClock::reading);
  }

  /** What makes something of a cycle and the one before it, of a ticket that is deleted or not. */
  private interface Reader<T> {
    T read(
        Optional<Cycle> before, Cycle cycle, IncidentTarget target, Usage usage, boolean deleted);
  }

  private static <T> List<Optional<T>> all(
      Optional<History> history, IncidentTarget target, Instant asOf, Reader<T> reader) {
    long now = asOf.toEpochMilli();
    Optional<History> past = history.flatMap(all -> all.upTo(now));
    if (past.isEmpty()) {
      return List.of();
    }
    boolean deleted = past.get().deleted().isPresent();
    List<Optional<T>> read = new ArrayList<>();
    Optional<Cycle> before = Optional.empty();
    for (Cycle cycle : Cycles.of(past.get(), target, now)) {
      Optional<Cycle> previous = before;
      read.add(
          Usage.of(cycle, target)
              .map(usage -> reader.read(previous, cycle, target, usage, deleted)));
      before = Optional.of(cycle);
    }
    return read;
  }

  private static Account account(
      Optional<Cycle> before, Cycle cycle, IncidentTarget target, Usage usage, boolean deleted) {
    return new Account(reading(before, cycle, target, usage, deleted), usage.bookings());
  }

  private static List<Reprioritised> reprioritised(
      Optional<Cycle> before, Cycle cycle, IncidentTarget target) {
    List<Reprioritised> changes = new ArrayList<>();
    before
        .filter(c -> c.end() == End.CANCELLED && c.endedAt() == cycle.start())
        .ifPresent(c -> changes.add(change(c, cycle.marks().get(0), target)));
    for (int i = 1; i < cycle.marks().size(); i++) {
      String from = cycle.marks().get(i - 1).priority();
      if (!from.equals(cycle.marks().get(i).priority()) && !from.isEmpty()) {
        changes.add(change(cycle.before(i), cycle.marks().get(i), target));
      }
    }
    return changes;
  }

  private static Reprioritised change(Cycle before, Cycle.Mark mark, IncidentTarget target) {
    return new Reprioritised(
        Instant.ofEpochMilli(mark.at()),
        before.last().priority(),
        mark.priority(),
        Usage.of(before, target).map(Usage::used).orElse(Share.NONE));
  }

  private static ClockReading reading(
      Optional<Cycle> before, Cycle cycle, IncidentTarget target, Usage usage, boolean deleted) {
    Share used = usage.used();
    boolean cancelled = deleted || cycle.end() == End.CANCELLED;
    boolean open = !cancelled && cycle.end() == End.OPEN;
    boolean paused = open && cycle.last().held();
    ClockStatus status = cancelled ? ClockStatus.CANCELLED : status(open, paused, used);
    NavigableMap<Integer, Instant> atRisk = new TreeMap<>();
    OptionalLong exceeds = OptionalLong.empty();
    Optional<Instant> due = Optional.empty();
    if (!cancelled) {
      target
          .atRiskPercent()
          .forEach(p -> usage.reaches(p).ifPresent(at -> atRisk.put(p, Instant.ofEpochMilli(at))));
      due = instant(usage.reaches(100));
      exceeds = usage.exceeds();
    }
    Instant end = Instant.ofEpochMilli(cycle.endedAt());
    Instant start = Instant.ofEpochMilli(cycle.start());
    return new ClockReading(
        status,
        cycle.last().priority(),
        cycle.number(),
        start,
        status.verdict() ? Optional.of(end) : Optional.empty(),
        Duration.ofMillis(usage.counted()),
        usage.allotment().time(),
        used,
        Duration.between(start, end),
        due,
        instant(exceeds).map(at -> at.minusMillis(1)),
        paused,
        status == ClockStatus.PAUSED ? Optional.of(end) : Optional.empty(),
        atRisk,
        open ? Instant.ofEpochMilli(cycle.last().at()) : end,
        Instant.ofEpochMilli(cycle.prioritySince()),
        usage.allotment(),
        Duration.ofMillis(usage.left()),
        cycle.last().holder(),
        usage.holdings(),
        reprioritised(before, cycle, target),
        open && !paused ? next(atRisk, instant(exceeds), end) : Optional.empty());
  }

  private static ClockStatus status(boolean open, boolean paused, Share used) {
    boolean over = used.compareTo(Share.WHOLE) > 0;
    if (!open) {
      return over ? ClockStatus.MISSED : ClockStatus.MET;
    }
    if (over) {
      return ClockStatus.BREACHED;
    }
    return paused ? ClockStatus.PAUSED : ClockStatus.RUNNING;
  }

  private static Optional<Instant> next(
      NavigableMap<Integer, Instant> atRisk, Optional<Instant> exceeds, Instant asOf) {
    return Stream.concat(atRisk.values().stream(), exceeds.stream())
        .filter(at -> at.isAfter(asOf))
        .min(Instant::compareTo);
  }

  private static Optional<Instant> instant(OptionalLong epochMilli) {
    return epochMilli.isPresent()
        ? Optional.of(Instant.ofEpochMilli(epochMilli.getAsLong()))
        : Optional.empty();
  }
}
