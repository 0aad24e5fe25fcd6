package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.sli.Lookout;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SloReading;
import io.plumbline.fact.Fact;
import io.plumbline.finding.ObjectiveStanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Spares a service what provably comes to nothing. Was nothing concluded of it when it was last
 * judged, and does nothing stand or wait to be told, then nothing is concluded of it again until a
 * fact becomes what some rule asks for: neither rules nor ledger need be asked. Where only findings
 * are wanted, even its facts need not be made, and of a service that is judged only those of
 * objectives that are what a rule asks for or of which something stands.
 */
final class Shortcut {

  private final Service service;
  private final Map<String, ObjectiveTracker> slos;
  private final Map<String, CapacityTracker> capacities;
  private final IncidentDesk incidents;
  private final Others others;
  private final boolean barred;

  private InForce rules = InForce.none();
  private Optional<Watch> watch = Optional.empty();
  private Optional<Instant> calmUntil = Optional.empty();
  private final TreeMap<String, Instant> unread = new TreeMap<>();

  /**
   * Of a service.
   *
   * @param barred whether what is concluded of it changes with time in a way that is not looked
   *     into
   */
  Shortcut(
      Service service,
      Map<String, ObjectiveTracker> slos,
      Map<String, CapacityTracker> capacities,
      IncidentDesk incidents,
      Others others,
      boolean barred) {
    this.service = service;
    this.slos = slos;
    this.capacities = capacities;
    this.incidents = incidents;
    this.others = others;
    this.barred = barred;
  }

  /**
   * Notes a judgement.
   *
   * @param nothing whether nothing was concluded, stands or waits to be told, and all is known
   * @param facts what was judged
   * @param until when facts other than of what is measured change by time alone
   */
  void judged(boolean nothing, List<Fact> facts, Instant until, InForce by) {
    calmUntil =
        Optional.of(until)
            .filter(u -> nothing && !barred && watch(by).filter(w -> !w.stirs(facts)).isPresent());
  }

  /** Whether nothing was heard of its tickets and of others since nothing could be concluded. */
  boolean calm(Instant asOf) {
    return calmUntil.filter(asOf::isBefore).isPresent()
        && others.nextDue().filter(told -> !told.isAfter(asOf)).isEmpty()
        && incidents.idle(asOf);
  }

  /**
   * When a calm service is to be looked at again, if until then nothing can be concluded though
   * time goes on; empty if something may be concluded of it now. Only windows are moved on by it.
   *
   * @param asOf the instant of which it would be read
   */
  Optional<Instant> quiet(Instant asOf) {
    Instant due = calmUntil.orElseThrow();
    for (ObjectiveTracker tracker : slos.values()) {
      Optional<Instant> next = quiet(tracker, asOf);
      if (next.isEmpty()) {
        return next;
      }
      due = earlier(due, next);
    }
    for (CapacityTracker tracker : capacities.values()) {
      CapacityTracker.Reading reading = tracker.read(asOf);
      List<Fact> facts = reading.evidence().stream().map(Evidence::fact).toList();
      if (reading.standing().utilisation().isEmpty() || watch.orElseThrow().stirs(facts)) {
        return Optional.empty();
      }
      due = earlier(due, reading.nextDue());
    }
    return Optional.of(earlier(due, others.nextDue()));
  }

  private Optional<Instant> quiet(ObjectiveTracker tracker, Instant asOf) {
    Lookout lookout = watch.orElseThrow().lookouts().get(tracker.slo().name());
    long due = lookout.quietUntil(tracker, asOf.toEpochMilli());
    return due == Lookout.NOT_QUIET ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }

  /** Whether facts may be left out of which no rule would conclude anything. */
  boolean leavesOut(InForce by) {
    return by.onlyFindings() && !barred && watch(by).filter(Watch::singly).isPresent();
  }

  /** As {@link #quiet(Instant)}, of one objective of which nothing stands. */
  Optional<Instant> leaveOut(ObjectiveTracker tracker, Instant asOf) {
    Optional<Instant> due = quiet(tracker, asOf);
    due.ifPresent(d -> unread.put(tracker.slo().name(), asOf));
    return due;
  }

  /** All objectives are passed over as of an instant. */
  void passed(Instant asOf) {
    for (ObjectiveTracker tracker : slos.values()) {
      var unused = advance(tracker, asOf);
      unread.put(tracker.slo().name(), asOf);
    }
  }

  /** Moves counts on; data time of the newest change of any window. */
  Instant advance(ObjectiveTracker tracker, Instant asOf) {
    long end = Math.max(asOf.toEpochMilli(), tracker.newestTotal());
    return Instant.ofEpochMilli(tracker.advance(end));
  }

  /** An objective was read. */
  void read(ObjectiveTracker tracker) {
    unread.remove(tracker.slo().name());
  }

  /** How the objectives stand that were passed over since they were last read. */
  List<ObjectiveStanding> passedOver() {
    return unread.entrySet().stream()
        .map(
            e ->
                SloReading.of(
                        slos.get(e.getKey()), service.tier(), e.getValue().toEpochMilli(), false)
                    .standing())
        .toList();
  }

  // The very same rules, as one tick after the other has them: comparing their texts would cost
  // more.
  @SuppressWarnings("ReferenceEquality")
  private Optional<Watch> watch(InForce by) {
    if (rules != by) {
      rules = by;
      List<Slo> objectives = slos.values().stream().map(ObjectiveTracker::slo).toList();
      watch = by.lookouts().flatMap(lookouts -> lookouts.of(service, objectives));
    }
    return watch;
  }

  private static Instant earlier(Instant due, Optional<Instant> other) {
    return other.isPresent() && other.get().isBefore(due) ? other.get() : due;
  }
}
