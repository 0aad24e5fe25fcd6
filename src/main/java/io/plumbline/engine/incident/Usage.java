package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.engine.incident.Cycle.Mark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a cycle uses up its allowance: each counted millisecond uses one part in so many as the
 * allowance in force has milliseconds. After the cycle's end it is taken to run on.
 */
final class Usage {

  private final ServiceTime time;
  private final List<Stretch> stretches;
  private final long from;
  private final long allowance;

  private Usage(ServiceTime time, List<Stretch> stretches, long from, long allowance) {
    this.time = time;
    this.stretches = stretches;
    this.from = from;
    this.allowance = allowance;
  }

  /**
   * The usage of a cycle.
   *
   * @param allowance allowance of the priority in force at its end, milliseconds, above 0
   */
  static Usage of(Cycle cycle, IncidentTarget target, ServiceTime time, long allowance) {
    boolean forgetsHolds =
        target.onPriorityChange() == PriorityChange.RETROACTIVE && !target.retroactivePause();
    long forgotten = forgetsHolds ? cycle.prioritySince() : cycle.start();
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < cycle.marks().size(); i++) {
      Mark mark = cycle.marks().get(i);
      boolean last = i + 1 == cycle.marks().size();
      long until = last ? cycle.endedAt() : cycle.marks().get(i + 1).at();
      if (!mark.held() || mark.at() < forgotten) {
        long counted = time.counted(mark.at(), until);
        long rate =
            target.onPriorityChange() == PriorityChange.PROPORTIONAL
                ? target.byPriority().getOrDefault(mark.priority(), Duration.ZERO).toMillis()
                : allowance;
        stretches.add(new Stretch(mark.at(), counted, rate));
      }
    }
    return new Usage(time, stretches, cycle.endedAt(), allowance);
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
      if (stretch.allowance() > 0) {
        long needed = needed(left, stretch.allowance(), beyond);
        if (stretch.counted() >= needed) {
          return time.after(stretch.from(), needed);
        }
        left = left.minus(stretch.used());
      }
    }
    return time.after(from, needed(left, allowance, beyond));
  }

  private static long needed(Share left, long allowance, boolean beyond) {
    return beyond ? left.floorOf(allowance) + 1 : left.ceilingOf(allowance);
  }

  /**
   * A stretch of time in which the clock ran.
   *
   * @param from its begin, epoch milliseconds
   * @param counted time counted in it, milliseconds
   * @param allowance allowance in force, milliseconds; 0 when the priority had none
   */
  private record Stretch(long from, long counted, long allowance) {
    Share used() {
      return allowance == 0 ? Share.NONE : Share.of(counted, allowance);
    }
  }
}
