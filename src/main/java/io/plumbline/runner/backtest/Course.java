package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.runner.history.HistoryReplay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the past came to under one set of rules. */
public final class Course implements HistoryReplay.Visitor {

  private final Consumer<Instant> progress;
  private final Map<String, Life> lives = new LinkedHashMap<>();
  private final SortedMap<String, ObjectiveStanding> objectives = new TreeMap<>();
  private final SortedMap<String, TicketFile> tickets = new TreeMap<>();
  private final Map<String, Instant> unknownSince = new HashMap<>();
  private final SortedMap<String, List<Span>> unknown = new TreeMap<>();
  private final List<FindingEvent> events = new ArrayList<>();

  private Map<String, Instant> keptSince = Map.of();
  private Map<String, String> coarse = Map.of();
  private Instant begun = Instant.MIN;

  Course(Consumer<Instant> progress) {
    this.progress = progress;
  }

  @Override
  public void begin(Instant at, List<Finding> open) {
    begun = at;
    open.forEach(finding -> lives.put(finding.id(), new Life(finding, finding.severity())));
  }

  @Override
  public void judged(Outcome outcome) {
    progress.accept(outcome.tick());
    for (FindingEvent event : outcome.events()) {
      Finding told = event.finding();
      lives.merge(told.id(), new Life(told, told.severity()), (before, now) -> before.then(told));
      events.add(event);
    }
    for (ServiceStanding standing : outcome.standings()) {
      for (ObjectiveStanding objective : standing.objectives()) {
        String name = objective.slo().name();
        objectives.put(name, objective);
        if (!objective.known()) {
          unknownSince.putIfAbsent(name, outcome.tick());
        } else if (!unknownSince.isEmpty() && unknownSince.containsKey(name)) {
          endUnknown(name, unknownSince.remove(name), outcome.tick());
        }
      }
    }
    outcome.tickets().forEach(file -> tickets.put(file.number(), file));
  }

  @Override
  public boolean onlyFindings() {
    return true;
  }

  @Override
  public void end(List<ObjectiveStanding> standings) {
    standings.forEach(objective -> objectives.put(objective.slo().name(), objective));
  }

  /** Learns since when what was taken at the time could be given to the rules, and how well. */
  void translated(Map<String, Instant> since, Map<String, String> how) {
    keptSince = Map.copyOf(since);
    coarse = Map.copyOf(how);
  }

  /** Since when each objective and resource was given anything, by name. */
  Map<String, Instant> keptSince() {
    return keptSince;
  }

  /** Objectives that were given what was decided otherwise, and how. */
  Map<String, String> coarse() {
    return coarse;
  }

  /** The instant at which it began. */
  Instant begun() {
    return begun;
  }

  private void endUnknown(String name, Instant from, Instant to) {
    unknown.computeIfAbsent(name, n -> new ArrayList<>()).add(new Span(from, to));
  }

  /** All that was told, in order. */
  public List<FindingEvent> events() {
    return List.copyOf(events);
  }

  /** The findings that stood at any time of a span, by start and id. */
  List<Life> lives(Span span) {
    return lives.values().stream()
        .filter(life -> life.within(span))
        .sorted(Comparator.comparing(Life::start).thenComparing(life -> life.finding().id()))
        .toList();
  }

  /** How each objective stood when it was last judged, by name. */
  SortedMap<String, ObjectiveStanding> objectives() {
    return objectives;
  }

  /** The tickets of which anything was heard, by number. */
  SortedMap<String, TicketFile> tickets() {
    return tickets;
  }

  /** When nothing was known of an objective, by name. */
  SortedMap<String, List<Span>> unknown(Instant end) {
    unknownSince.forEach((name, from) -> endUnknown(name, from, end));
    unknownSince.clear();
    return unknown;
  }
}
