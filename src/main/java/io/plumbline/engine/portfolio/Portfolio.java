package io.plumbline.engine.portfolio;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.KeptState;
import io.plumbline.fact.Dependency;
import io.plumbline.fact.ServiceSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How all services stand, so that the portfolio and those that depend on them can be judged on it.
 * What a tick changes is known to others at the next one that comes after the whole second of data
 * time in which it changed: so neither the shards nor the phase of the ticks decide what is seen
 * together.
 */
public final class Portfolio {

  private static final String KNOWN = "summary/";
  private static final String WAITING = "portfolio";
  private static final Duration STEP = Duration.ofSeconds(1);

  private final TreeMap<String, Summary> known = new TreeMap<>();
  private final TreeMap<Instant, TreeMap<String, Summary>> waiting = new TreeMap<>();
  private final Map<String, Set<String>> dependents = new HashMap<>();
  private final Set<String> dirty = new HashSet<>();
  private Map<String, Service> services = Map.of();

  /** A portfolio that goes on from what was kept; nothing is catalogued yet. */
  public Portfolio(KeptState kept) {
    kept.parts(KNOWN, Summary.class).forEach(summary -> known.put(summary.service(), summary));
    kept.part(WAITING, State.class).map(State::waiting).stream()
        .flatMap(List::stream)
        .forEach(w -> wait(w.from()).put(w.summary().service(), w.summary()));
  }

  /** What others will know, as it is kept. */
  record State(List<Waiting> waiting) {}

  /** One change and the instant from which others know it. */
  record Waiting(Instant from, Summary summary) {}

  /**
   * What is told to whom at an instant.
   *
   * @param at the instant as of which it is judged
   * @param evidence the facts, by service
   */
  public record Round(Instant at, Map<String, List<Evidence>> evidence) {}

  /** Another catalogue is in force; gives what everybody is to know under it. */
  public Map<String, List<Evidence>> promise(Catalogue catalogue, Instant now) {
    services = catalogue.services();
    Set<String> gone = new TreeSet<>(known.keySet());
    gone.removeAll(services.keySet());
    gone.forEach(known::remove);
    dirty.addAll(gone);
    waiting.values().forEach(changes -> changes.keySet().retainAll(services.keySet()));
    waiting.values().removeIf(Map::isEmpty);
    dependents.clear();
    for (Service service : services.values()) {
      if (!known.containsKey(service.name())) {
        known.put(service.name(), Summary.unheard(service.name(), now));
        dirty.add(service.name());
      }
      service
          .dependsOn()
          .forEach(
              needed ->
                  dependents.computeIfAbsent(needed, n -> new TreeSet<>()).add(service.name()));
    }
    return told(dependents.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
  }

  /** Takes how a service stands after a tick. */
  public void take(Summary summary) {
    if (!services.containsKey(summary.service())) {
      return;
    }
    Optional<Map.Entry<Instant, TreeMap<String, Summary>>> before =
        waiting.descendingMap().entrySet().stream()
            .filter(changes -> changes.getValue().containsKey(summary.service()))
            .findFirst();
    Summary last =
        before
            .map(changes -> changes.getValue().get(summary.service()))
            .orElseGet(() -> known.get(summary.service()));
    if (!last.says(summary)) {
      Summary next = summary.notBefore(last.at());
      wait(next.at().truncatedTo(ChronoUnit.SECONDS).plus(STEP)).put(next.service(), next);
    }
  }

  private Map<String, Summary> wait(Instant from) {
    return waiting.computeIfAbsent(from, at -> new TreeMap<>());
  }

  /** What is known to others from a tick on, second by second. */
  public List<Round> settle(Instant tick) {
    List<Round> rounds = new ArrayList<>();
    while (!waiting.isEmpty() && !waiting.firstKey().isAfter(tick)) {
      Map.Entry<Instant, TreeMap<String, Summary>> next = waiting.pollFirstEntry();
      known.putAll(next.getValue());
      dirty.addAll(next.getValue().keySet());
      Set<String> concerned = new TreeSet<>();
      next.getValue()
          .keySet()
          .forEach(service -> concerned.addAll(dependents.getOrDefault(service, Set.of())));
      rounds.add(new Round(next.getKey(), told(concerned)));
    }
    return rounds;
  }

  private Map<String, List<Evidence>> told(Collection<String> concerned) {
    Map<String, List<Evidence>> told = new LinkedHashMap<>();
    told.put(Service.PORTFOLIO, all());
    concerned.forEach(service -> told.put(service, dependencies(services.get(service))));
    return told;
  }

  /**
   * Adds what changed since the last call to the parts of the state, by key; an empty value says
   * that a part is gone.
   */
  public void takeState(Map<String, Optional<Object>> parts) {
    dirty.forEach(service -> parts.put(KNOWN + service, Optional.ofNullable(known.get(service))));
    dirty.clear();
    List<Waiting> all = new ArrayList<>();
    waiting.forEach(
        (from, changes) -> changes.values().forEach(s -> all.add(new Waiting(from, s))));
    parts.put(WAITING, Optional.of(new State(all)));
  }

  private List<Evidence> all() {
    List<Evidence> evidence = new ArrayList<>(known.size());
    Map<String, String> tiers = new HashMap<>();
    for (Summary summary : known.values()) {
      Service service = services.get(summary.service());
      tiers.put(service.name(), service.tier());
      evidence.add(
          new Evidence(
              new ServiceSummary(
                  Service.PORTFOLIO,
                  service.tier(),
                  service.name(),
                  service.owner(),
                  summary.state().wireName(),
                  summary.breaches(),
                  summary.risks(),
                  summary.pages()),
              summary.at()));
    }
    if (!known.isEmpty()) {
      evidence.addAll(Tiers.evidence(known.values(), tiers));
    }
    return evidence;
  }

  private List<Evidence> dependencies(Service service) {
    return service.dependsOn().stream()
        .map(
            needed -> {
              Summary summary = known.get(needed);
              Service other = services.get(needed);
              return new Evidence(
                  new Dependency(
                      service.name(),
                      service.tier(),
                      needed,
                      other.tier(),
                      other.owner(),
                      summary.state().wireName(),
                      summary.breaches(),
                      summary.pages()),
                  summary.at());
            })
        .toList();
  }
}
