package io.plumbline.engine;

import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.sli.Lookout;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.fact.Fact;
import io.plumbline.rules.Demand;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service of which nothing was concluded when it was last judged, and nothing stood or waited to
 * be told. While no fact is what any rule asks for, nothing would be concluded of it again: neither
 * rules nor ledger need be asked.
 *
 * @param demands what facts must be like for a rule to conclude anything
 * @param lookouts the same of its objectives, by name
 * @param until when facts other than of what is measured change by time alone
 */
record Calm(List<Demand> demands, Map<String, Lookout> lookouts, Instant until) {

  /** Whether one of some facts may be what a rule asks for. */
  static boolean stirs(List<Demand> demands, Collection<Fact> facts) {
    return facts.stream().anyMatch(fact -> demands.stream().anyMatch(d -> d.metBy(fact)));
  }

  /**
   * When a service is to be looked at again, if until then nothing can be concluded though time
   * goes on; empty if something may be concluded of it now. Only windows are moved on by it.
   *
   * @param asOf the instant of which it would be read
   */
  Optional<Instant> quiet(
      Collection<ObjectiveTracker> slos, Collection<CapacityTracker> capacities, Instant asOf) {
    if (!asOf.isBefore(until)) {
      return Optional.empty();
    }
    long due = Long.MAX_VALUE;
    for (ObjectiveTracker tracker : slos) {
      long next = lookouts.get(tracker.slo().name()).quietUntil(tracker, asOf.toEpochMilli());
      if (next == Lookout.NOT_QUIET) {
        return Optional.empty();
      }
      due = Math.min(due, next);
    }
    Instant next = due == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(due);
    for (CapacityTracker tracker : capacities) {
      CapacityTracker.Reading reading = tracker.read(asOf);
      boolean known = reading.standing().utilisation().isPresent();
      if (!known || stirs(demands, reading.evidence().stream().map(Evidence::fact).toList())) {
        return Optional.empty();
      }
      next = reading.nextDue().filter(next::isAfter).orElse(next);
    }
    return Optional.of(next.isBefore(until) ? next : until);
  }
}
