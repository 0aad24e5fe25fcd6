package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance.Allotment;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.engine.incident.Cycle.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      if (!mark.held() || mark.at() < forgotten) {
        Optional<Allotment> inForce =
            target.onPriorityChange() == PriorityChange.PROPORTIONAL
                ? allotted(cycle, target, mark.priority())
                : Optional.of(allotment);
        long counted = inForce.orElse(allotment).in().counted(mark.at(), until);
        stretches.add(new Stretch(mark.at(), counted, inForce));
      }
    }
    return stretches;
  }

  /** Time allowed by the priority in force at the cycle's end. */
  Duration allowed() {
    return allotment.time();
  }

  /** Time counted until the cycle's end, milliseconds. */
  long counted() {
    return stretches.stream().mapToLong(Stretch::counted).sum();
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
      if (stretch.allotment().isPresent()) {
        Allotment inForce = stretch.allotment().get();
        long needed = needed(left, inForce, beyond);
        if (stretch.counted() >= needed) {
          return inForce.in().after(stretch.from(), needed);
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
   * A stretch of time in which the clock ran.
   *
   * @param from its begin, epoch milliseconds
   * @param counted time counted in it, milliseconds
   * @param allotment what was allowed then; empty when the priority had nothing
   */
  private record Stretch(long from, long counted, Optional<Allotment> allotment) {
    Share used() {
      return allotment.map(of -> Share.of(counted, of.millis())).orElse(Share.NONE);
    }
  }
}
