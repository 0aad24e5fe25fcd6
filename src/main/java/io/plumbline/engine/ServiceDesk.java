package io.plumbline.engine;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.incident.IncidentDesk;
import io.plumbline.engine.incident.Tallies;
import io.plumbline.engine.sli.CountTaker;
import io.plumbline.engine.sli.Feeds;
import io.plumbline.engine.sli.GaugeTaker;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SloReading;
import io.plumbline.engine.sli.Taken;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.rules.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything the engine knows of one service, and its judgement. */
final class ServiceDesk {

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::start)
          .thenComparing(Finding::id);

  private final Service service;
  private final List<Agreement> agreements;
  private final List<Fact> promised;
  private final Map<String, ObjectiveTracker> slos = new TreeMap<>();
  private final Map<String, ObjectiveTracker> byPart = new HashMap<>();
  private final Map<String, Feeds> feeds = new TreeMap<>();
  private final Map<String, CapacityTracker> capacities = new TreeMap<>();
  private final IncidentDesk incidents;
  private final Notes notes = new Notes();
  private final FindingLedger ledger;
  private final Breaches breaches;
  private final Quarantine quarantine;
  private ServiceState state;
  private Instant since;
  private Optional<Instant> due;
  private final Others others = new Others();
  private List<Fact> judgedFacts = List.of();
  private List<Judgement> judgements = List.of();

  private Set<String> lastUnknown = Set.of();
  private final Shortcut shortcut;

  ServiceDesk(Promised promised, IncidentDesk incidents, DeskState kept) {
    this.service = promised.service();
    this.agreements = promised.agreements();
    this.promised = promised.facts();
    this.incidents = incidents;
    this.ledger = new FindingLedger(kept.ledger());
    this.breaches = new Breaches(kept.breaches());
    this.quarantine = new Quarantine(kept.quarantine());
    this.state = kept.state();
    this.since = kept.since();
    this.due = kept.due();
    // What metrics and incidents say is compared over a span that moves with time.
    boolean compares = agreements.stream().anyMatch(a -> a.availability().isPresent());
    this.shortcut = new Shortcut(service, slos, capacities, incidents, others, compares);
  }

  /** Adds an objective, and what its targets deliver. */
  void add(ObjectiveTracker tracker, Feeds.State delivered) {
    slos.put(tracker.slo().name(), tracker);
    byPart.put(Parts.slo(tracker.slo().name()), tracker);
    if (tracker instanceof CountTaker counts) {
      String name = tracker.slo().name();
      feeds.put(
          name,
          new Feeds(notes.counts(Parts.slo(name), counts), tracker.slo().staleAfter(), delivered));
    }
  }

  void add(String name, CapacityTracker tracker) {
    capacities.put(name, tracker);
  }

  Service service() {
    return service;
  }

  Map<String, ObjectiveTracker> slos() {
    return slos;
  }

  Map<String, Feeds> feeds() {
    return feeds;
  }

  /** What the targets of an objective that counts events deliver. */
  Feeds feeds(ObjectiveTracker tracker) {
    return feeds.get(tracker.slo().name());
  }

  /** Who takes what is measured for an objective. */
  GaugeTaker gauges(ObjectiveTracker tracker, GaugeTaker taker) {
    return notes.gauges(Parts.slo(tracker.slo().name()), taker);
  }

  /** Who takes the use of a resource. */
  Notes.UseTaker uses(CapacityTracker tracker) {
    return notes.uses(Parts.capacity(tracker.target().name()), tracker::add);
  }

  Map<String, CapacityTracker> capacities() {
    return capacities;
  }

  IncidentDesk incidents() {
    return incidents;
  }

  /** What it knows of others. */
  Others others() {
    return others;
  }

  List<Finding> open() {
    return ledger.open();
  }

  /** Findings that have ended, and may yet prove never to have held. */
  ClearedFindings cleared() {
    return ledger.cleared();
  }

  /**
   * Judges the service.
   *
   * @param asOf the instant of which it is judged, not before the last one
   * @param tick the tick at which that happens
   * @param rules the rules
   */
  ServiceReading read(Instant asOf, Instant tick, InForce rules) {
    boolean calm = shortcut.calm(asOf);
    List<Evidence> evidence = new ArrayList<>(others.asOf(asOf));
    Set<String> unknown = new HashSet<>();
    List<ObjectiveStanding> objectives = new ArrayList<>();
    Instant due = settleFeeds(asOf);
    boolean quiet = calm && shortcut.quiet(asOf).isPresent();
    Set<String> standing = ledger.subjects();
    boolean leavesOut = shortcut.leavesOut(rules);
    Instant leftOut = Instant.MIN;
    for (ObjectiveTracker tracker : slos.values()) {
      String name = tracker.slo().name();
      if (leavesOut && !standing.contains(name) && !lastUnknown.contains(name)) {
        Optional<Instant> next = shortcut.leaveOut(tracker, asOf);
        if (next.isPresent()) {
          due = earlier(due, next);
          leftOut = later(leftOut, shortcut.advance(tracker, asOf));
          continue;
        }
      }
      shortcut.read(tracker);
      SloReading reading =
          SloReading.of(tracker, service.tier(), asOf.toEpochMilli(), !rules.onlyFindings());
      evidence.addAll(reading.evidence());
      objectives.add(reading.standing());
      if (!reading.standing().known()) {
        unknown.add(name);
      }
      due = earlier(due, reading.nextDue());
    }
    List<CapacityStanding> capacityStandings = new ArrayList<>();
    for (CapacityTracker tracker : capacities.values()) {
      CapacityTracker.Reading reading = tracker.read(asOf);
      evidence.addAll(reading.evidence());
      capacityStandings.add(reading.standing());
      if (reading.standing().utilisation().isEmpty()) {
        unknown.add(reading.standing().target().resource());
      }
      due = earlier(due, reading.nextDue());
    }
    IncidentDesk.Reading clocks = incidents.read(asOf);
    evidence.addAll(clocks.evidence());
    evidence.addAll(clocks.tickets());
    evidence.addAll(Gaps.of(service, agreements, incidents, slos, evidence, asOf));
    due = earlier(due, clocks.nextDue());
    if (service.name().equals(Service.UNASSIGNED)) {
      incidents.unassigned().ifPresent(evidence::add);
    }
    evidence.addAll(breaches.evidence(service.name(), service.tier(), asOf));
    evidence.addAll(quarantine.evidence());
    List<Fact> facts = facts(evidence);
    List<FindingEvent> events = List.of();
    if (quiet) {
      judgedFacts = facts;
      ledger.forget(asOf);
    } else {
      facts = judge(evidence, rules.judging(), leftOut, asOf);
      events = told(evidence, unknown, facts, rules, asOf, tick);
    }
    lastUnknown = unknown;
    boolean again = breaches.take(events, asOf);
    List<Finding> open = ledger.open().stream().sorted(WORST_FIRST).toList();
    settle(open, objectives, events, asOf);
    due = earlier(due, breaches.nextDue());
    due = earlier(due, ledger.nextDue(asOf));
    due = earlier(due, others.nextDue());
    this.due = Optional.of(due);
    if (!quiet) {
      boolean nothing = judgements.isEmpty() && ledger.isEmpty() && quarantine.isEmpty();
      Instant until = earlier(earlier(Instant.MAX, clocks.nextDue()), breaches.nextDue());
      shortcut.judged(nothing && !again && unknown.isEmpty(), facts, until, rules);
    }
    return new ServiceReading(
        events,
        new ServiceStanding(
            service,
            state,
            since,
            tick,
            facts,
            objectives,
            clocks.clocks(),
            capacityStandings,
            open),
        new Tallies(clocks.verdicts(), clocks.given()),
        incidents.takeChanged(),
        List.of(),
        due,
        again);
  }

  /** What the ledger tells of what the rules conclude. */
  private List<FindingEvent> told(
      List<Evidence> evidence,
      Set<String> unknown,
      List<Fact> facts,
      InForce rules,
      Instant asOf,
      Instant tick) {
    Retrospect retrospect =
        new Retrospect(
            service,
            slos,
            incidents,
            then -> rules.judging().judge(then, quarantine::holds),
            facts,
            asOf);
    List<FindingEvent> events =
        ledger.diff(
            new Sight(
                judgements,
                evidence,
                unknown,
                quarantine.rules(),
                retrospect,
                rules.hash(),
                rules.packs(),
                rules.promisedBy(service.name()),
                asOf,
                tick));
    Map<String, Set<Long>> marks = ledger.marks();
    slos.forEach(
        (name, tracker) ->
            tracker.keepMarks(marks.getOrDefault(name, Set.of()), asOf.toEpochMilli()));
    return events;
  }

  /**
   * Passes over the service, if nothing can be concluded of it.
   *
   * @param asOf the instant of which it would be judged
   * @return when it is to be judged though nothing comes; empty if it is to be judged now
   */
  Optional<Instant> passOver(Instant asOf) {
    if (!shortcut.calm(asOf)) {
      return Optional.empty();
    }
    Instant due = settleFeeds(asOf);
    Optional<Instant> quiet = shortcut.quiet(asOf);
    if (quiet.isEmpty()) {
      return quiet;
    }
    shortcut.passed(asOf);
    var unused = notes.take();
    return Optional.of(earlier(due, quiet));
  }

  /** Counts what has waited too long; when something else will have. */
  private Instant settleFeeds(Instant asOf) {
    Instant due = Instant.MAX;
    for (Feeds delivered : feeds.values()) {
      due = earlier(due, delivered.settle(asOf.toEpochMilli()));
    }
    return due;
  }

  /** How its objectives stand that were passed over since they were last read. */
  List<ObjectiveStanding> passedOver() {
    return shortcut.passedOver();
  }

  /** What objectives and resources took since the last call, by the keys of their kept parts. */
  SortedMap<String, Taken> takeNotes() {
    return notes.take();
  }

  /** Takes again what was taken once. */
  void retake(Map<String, Taken> taken) {
    taken.forEach((part, some) -> Optional.ofNullable(byPart.get(part)).ifPresent(some::into));
    capacities.forEach(
        (name, tracker) ->
            Optional.ofNullable(taken.get(Parts.capacity(name)))
                .ifPresent(
                    t -> t.samples().forEach(s -> tracker.add(s.series(), s.time(), s.value()))));
  }

  /** Judges what is new; a rule that fails is a fact itself, which the others then see. */
  private List<Fact> judge(
      List<Evidence> evidence, Judging judging, Instant leftOut, Instant asOf) {
    List<Fact> facts = facts(evidence);
    while (!facts.equals(judgedFacts)) {
      Verdicts verdicts = judging.judge(facts, quarantine::holds);
      judgements = verdicts.judgements();
      judgedFacts = facts;
      Optional<Instant> newest = evidence.stream().map(Evidence::at).max(Instant::compareTo);
      Instant at = later(leftOut, newest.orElse(leftOut));
      at = at.equals(Instant.MIN) ? asOf : at;
      evidence.addAll(quarantine.take(service, verdicts.faults(), at));
      facts = facts(evidence);
    }
    return facts;
  }

  private List<Fact> facts(List<Evidence> evidence) {
    List<Fact> facts = new ArrayList<>(promised);
    evidence.forEach(e -> facts.add(e.fact()));
    return facts;
  }

  private void settle(
      List<Finding> open,
      List<ObjectiveStanding> objectives,
      List<FindingEvent> events,
      Instant asOf) {
    Optional<Finding> breach = worst(open, Kind.BREACH);
    Optional<Finding> risk = worst(open, Kind.AT_RISK);
    boolean unknown = objectives.stream().anyMatch(objective -> !objective.known());
    ServiceState now =
        breach.isPresent()
            ? ServiceState.BREACH
            : risk.isPresent()
                ? ServiceState.AT_RISK
                : unknown ? ServiceState.UNKNOWN : ServiceState.FINE;
    if (now != state || since.equals(Instant.EPOCH)) {
      Instant lastEnd = events.stream().map(FindingEvent::at).max(Instant::compareTo).orElse(asOf);
      since = breach.or(() -> risk).map(Finding::start).orElse(lastEnd);
      state = now;
    }
  }

  private static Optional<Finding> worst(List<Finding> open, Kind kind) {
    return open.stream()
        .filter(f -> f.kind() == kind && (kind == Kind.BREACH || f.severity() != Severity.INFO))
        .findFirst();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant due, Optional<Instant> other) {
    return other.isPresent() && other.get().isBefore(due) ? other.get() : due;
  }

  DeskState state() {
    return new DeskState(ledger.state(), breaches.state(), state, since, quarantine.state(), due);
  }

  /** When it is to be judged next though nothing comes, {@link Instant#MAX} for never. */
  Optional<Instant> due() {
    return due;
  }
}
