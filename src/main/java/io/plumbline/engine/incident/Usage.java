package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance.Allotment;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.Cycle.Mark;
import io.plumbline.finding.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a cycle uses up its allowance: each counted millisecond uses one part in so many as the
 * allowance in force has milliseconds. After the cycle's end it is taken to run on.
 */
final class Usage {

  private final List<Stretch> stretches;
  private final long from;
  private final Allotment allotment;

  private Usage(List<Stretch> stretches, long from, Allotment allotment) {
    this.stretches = stretches;
    this.from = from;
    this.allotment = allotment;
  }

  /** The usage of a cycle; empty when its priority allows no time, or less than a millisecond. */
  static Optional<Usage> of(Cycle cycle, IncidentTarget target) {
    return allotted(cycle, target, cycle.last().priority())
        .map(
            allotment ->
                new Usage(stretches(cycle, target, allotment), cycle.endedAt(), allotment));
  }

  private static Optional<Allotment> allotted(Cycle cycle, IncidentTarget target, String priority) {
    return Optional.ofNullable(target.byPriority().get(priority))
        .flatMap(a -> a.from(Instant.ofEpochMilli(cycle.start()), target.hours()))
        .filter(allotment -> allotment.millis() > 0);
  }

  private static List<Stretch> stretches(Cycle cycle, IncidentTarget target, Allotment allotment) {
    boolean forgetsHolds =
        target.onPriorityChange() == PriorityChange.RETROACTIVE && !target.retroactivePause();
    long forgotten = forgetsHolds ? cycle.prioritySince() : cycle.start();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < cycle.marks().size(); i++) {
      Mark mark = cycle.marks().get(i);
      boolean last = i + 1 == cycle.marks().size();
      long until = last ? cycle.endedAt() : cycle.marks().get(i + 1).at();
      Optional<Allotment> inForce =
          target.onPriorityChange() == PriorityChange.PROPORTIONAL
              ? allotted(cycle, target, mark.priority())
              : Optional.of(allotment);
      boolean held = mark.held() && mark.at() >= forgotten;
      long counted = held ? 0 : inForce.orElse(allotment).in().counted(mark.at(), until);
      stretches.add(new Stretch(mark, until, held, counted, inForce));
    }
    return stretches;
  }

  /** Time counted until the cycle's end, milliseconds. */
  long counted() {
    return stretches.stream().mapToLong(Stretch::counted).sum();
  }

  /** Time counted until the cycle's end with each group that had the ticket, in their order. */
  List<Holding> holdings() {
    Map<String, Duration> counted = new LinkedHashMap<>();
    for (Stretch stretch : stretches) {
      counted.merge(stretch.mark().holder(), Duration.ofMillis(stretch.counted()), Duration::plus);
    }
    return counted.entrySet().stream().map(e -> new Holding(e.getKey(), e.getValue())).toList();
  }

  /**
   * All of the cycle's time, cut where it begins or ceases to count and where the holder changes.
   */
  List<Booking> bookings() {
    List<Booking> bookings = new ArrayList<>();
    for (Stretch stretch : stretches) {
      stretch.book(allotment, bookings);
    }
    return bookings;
  }

  /** What is allowed by the priority in force at the cycle's end. */
  Allotment allotment() {
    return allotment;
  }

  /**
   * What is left of the allowance at the cycle's end, milliseconds; negative when it is overdrawn.
   */
  long left() {
    Share used = used();
    return used.compareTo(Share.WHOLE) > 0
        ? -used.minus(Share.WHOLE).floorOf(allotment.millis())
        : Share.WHOLE.minus(used).ceilingOf(allotment.millis());
  }

  /** Part of the allowance used by the cycle's end. */
  Share used() {
    return stretches.stream().map(Stretch::used).reduce(Share.NONE, Share::plus);
  }

  /** The earliest instant at which so many percent are used, epoch milliseconds. */
  OptionalLong reaches(int percent) {
    return first(Share.percent(percent), false);
  }

  /** The earliest instant at which more than the allowance is used, epoch milliseconds. */
  OptionalLong exceeds() {
    return first(Share.WHOLE, true);
  }

  private OptionalLong first(Share wanted, boolean beyond) {
    Share left = wanted;
    for (Stretch stretch : stretches) {
      if (!stretch.held() && stretch.allotment().isPresent()) {
        Allotment inForce = stretch.allotment().get();
        long needed = needed(left, inForce, beyond);
        if (stretch.counted() >= needed) {
          return inForce.in().after(stretch.mark().at(), needed);
        }
        left = left.minus(stretch.used());
      }
    }
    return allotment.in().after(from, needed(left, allotment, beyond));
  }

  private static long needed(Share left, Allotment of, boolean beyond) {
    return beyond ? left.floorOf(of.millis()) + 1 : left.ceilingOf(of.millis());
  }

  /**
   * The time from one mark to the next.
   *
   * @param mark the mark at its begin
   * @param until its end, epoch milliseconds
   * @param held whether nothing counts in it
   * @param counted time counted in it, milliseconds
   * @param allotment what was allowed then; empty when the priority had nothing
   */
  private record Stretch(
      Mark mark, long until, boolean held, long counted, Optional<Allotment> allotment) {

    Share used() {
      return allotment.map(of -> Share.of(counted, of.millis())).orElse(Share.NONE);
    }

    void book(Allotment inForceElse, List<Booking> bookings) {
      long at = mark.at();
      if (held) {
        book(at, until, Booking.Kind.ON_HOLD, bookings);
        return;
      }
      for (Span open : allotment.orElse(inForceElse).in().open(at, until)) {
        book(at, open.from().toEpochMilli(), Booking.Kind.OUTSIDE_HOURS, bookings);
        at = open.to().toEpochMilli();
        book(open.from().toEpochMilli(), at, Booking.Kind.COUNTED, bookings);
      }
      book(at, until, Booking.Kind.OUTSIDE_HOURS, bookings);
    }

    private void book(long from, long to, Booking.Kind kind, List<Booking> bookings) {
      if (from < to) {
        bookings.add(
            new Booking(
                Instant.ofEpochMilli(from),
                Instant.ofEpochMilli(to),
                kind,
                mark.holder(),
                mark.priority()));
      }
    }
  }
}
