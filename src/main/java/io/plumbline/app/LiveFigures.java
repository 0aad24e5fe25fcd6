package io.plumbline.app;

import io.plumbline.console.api.LiveRules;
import io.plumbline.engine.Engine;
import io.plumbline.engine.FindingCounts;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Uncounted;
import io.plumbline.engine.incident.Tally;
import io.plumbline.publish.Figures;
import io.plumbline.rules.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The figures for Prometheus that only the engine and the rules know. */
final class LiveFigures implements Figures {

  private final RulesInForce rules;
  private final Map<String, Map<Ended, Long>> ended = new ConcurrentHashMap<>();
  private final Map<String, Map<Ended, Long>> standing = new ConcurrentHashMap<>();
  private volatile Optional<FindingCounts> raised = Optional.empty();
  private volatile long replayed;
  private volatile Uncounted uncounted = Uncounted.NONE;

  LiveFigures(RulesInForce rules) {
    this.rules = rules;
  }

  /** Takes what a tick came to; on the engine's thread. */
  void update(Engine engine, Outcome outcome) {
    raised = Optional.of(engine.counts());
    outcome.gone().forEach(ended::remove);
    outcome.gone().forEach(standing::remove);
    outcome
        .verdicts()
        .forEach(
            (service, tallies) -> {
              ended.put(service, counts(service, tallies.given()));
              standing.put(service, counts(service, tallies.standing()));
            });
    replayed = engine.replayed();
    uncounted = engine.uncounted();
  }

  private static Map<Ended, Long> counts(String service, Map<Tally, Long> tallies) {
    Map<Ended, Long> counts = new HashMap<>();
    tallies.forEach((tally, number) -> counts.put(ended(service, tally), number));
    return counts;
  }

  private static Ended ended(String service, Tally tally) {
    return new Ended(
        service, tally.type(), tally.kind(), tally.priority(), tally.target(), tally.state());
  }

  /** Samples that are in the journal and could not be counted. */
  Uncounted uncounted() {
    return uncounted;
  }

  /** Samples that were covered already when they came. */
  double replayed() {
    return replayed;
  }

  @Override
  public Map<Raised, Long> raised() {
    // Services times rules: too many to be copied at each tick that tells something.
    Map<Raised, Long> all = new HashMap<>();
    raised.ifPresent(
        counts -> counts.counts().forEach((key, number) -> all.put(raised(key), number)));
    return all;
  }

  private static Raised raised(FindingCounts.Key key) {
    return new Raised(key.service(), key.kind(), key.severity(), key.rule());
  }

  @Override
  public Map<Ended, Long> ended() {
    return all(ended);
  }

  @Override
  public Map<Ended, Long> standing() {
    return all(standing);
  }

  private static Map<Ended, Long> all(Map<String, Map<Ended, Long>> ofServices) {
    Map<Ended, Long> all = new HashMap<>();
    ofServices.values().forEach(all::putAll);
    return all;
  }

  @Override
  public List<RuleCost> rules() {
    return rules.inForce().map(RuleSet::costs).stream()
        .flatMap(costs -> costs.byRule().entrySet().stream())
        .map(
            e ->
                new RuleCost(
                    e.getKey(),
                    e.getValue().firings(),
                    e.getValue().nanos() / 1e9,
                    e.getValue().errors()))
        .toList();
  }

  @Override
  public List<Pack> packs() {
    LiveRules live = rules.live();
    SortedMap<String, String> hashes = new TreeMap<>();
    live.packs().forEach(pack -> hashes.put(pack.name(), pack.hash()));
    // A pack that was never in force may be the one that is refused.
    live.problems().stream()
        .map(LiveRules.Problem::pack)
        .filter(pack -> !pack.isEmpty())
        .forEach(pack -> hashes.putIfAbsent(pack, ""));
    return hashes.entrySet().stream()
        .map(e -> new Pack(e.getKey(), e.getValue(), fine(e.getKey(), live)))
        .toList();
  }

  /** What keeps edits of packs from going live. */
  List<String> refused() {
    return rules.live().problems().stream().map(LiveRules.Problem::text).toList();
  }

  private static boolean fine(String pack, LiveRules live) {
    return live.problems().stream().noneMatch(problem -> problem.holdsUp(pack));
  }
}
