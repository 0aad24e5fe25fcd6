package io.plumbline.rules.drl;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.RuleCosts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.rule.ConsequenceException;

/**
 * The rules of one pack, ready to judge. A session lives for one judgement, so nothing of one
 * service is seen by another's.
 */
public final class CompiledPack implements AutoCloseable {

  /** Rules cannot make facts, so only an absurd number of facts fires this often. */
  private static final int FIRING_LIMIT = 100_000;

  private final KieContainer container;
  private final Map<String, RuleInfo> rules;
  private final Map<String, Meter> meters;
  private final Map<Set<String>, KieSessionsPool> pools = new ConcurrentHashMap<>();

  CompiledPack(KieContainer container, Map<String, RuleInfo> rules) {
    this.container = container;
    this.rules = new LinkedHashMap<>(rules);
    this.meters =
        rules.keySet().stream().collect(Collectors.toMap(name -> name, name -> new Meter()));
    // Linked here, so that a rule which cannot be linked is found now and the first judge is quick.
    pools.put(Set.of(), pool(Set.of()));
  }

  /** The rules, in the order of their files and lines. */
  public List<RuleInfo> rules() {
    return List.copyOf(rules.values());
  }

  /** What each rule has cost so far. */
  public SortedMap<String, RuleCosts.Cost> costs() {
    SortedMap<String, RuleCosts.Cost> costs = new TreeMap<>();
    meters.forEach((name, meter) -> costs.put(name, meter.cost()));
    return costs;
  }

  /**
   * Judges facts. A rule whose condition throws poisons its session; the judgement is then begun
   * again without that rule. It is tried afresh at the next judgement, so that what is concluded
   * depends on the facts alone.
   *
   * @param judgements gets the conclusions
   * @param faults gets what went wrong, by rule
   */
  public void judge(
      List<Fact> facts, List<Judgement> judgements, SortedMap<String, String> faults) {
    Set<String> leftOut = new TreeSet<>();
    while (leftOut.size() < rules.size()) {
      Sitting sitting = new Sitting(rules, meters, faults);
      Set<String> failed = sit(Set.copyOf(leftOut), facts, sitting);
      if (failed.isEmpty()) {
        judgements.addAll(sitting.judgements());
        return;
      }
      if (!leftOut.addAll(failed)) {
        return;
      }
    }
  }

  /** Fires once; gives the rules whose conditions failed. */
  private Set<String> sit(Set<String> leftOut, List<Fact> facts, Sitting sitting) {
    KieSessionsPool pool = pools.computeIfAbsent(leftOut, this::pool);
    KieSession session = pool.newKieSession();
    try {
      session.setGlobal("judge", sitting);
      session.addEventListener(sitting.listener());
      facts.forEach(session::insert);
      fire(session, sitting);
      session.dispose();
      return Set.of();
    } catch (RuntimeException e) {
      pools.remove(leftOut, pool);
      pool.shutdown();
      return blame(e, leftOut, sitting);
    }
  }

  private static void fire(KieSession session, Sitting sitting) {
    int fired = 0;
    boolean done = false;
    while (!done && fired < FIRING_LIMIT) {
      try {
        fired += session.fireAllRules(FIRING_LIMIT - fired);
        done = true;
      } catch (ConsequenceException e) {
        // The failing match is used up; the next call goes on with the others.
        fired++;
        sitting.fault(e.getMatch().getRule().getName(), message(e.getCause()));
      }
    }
    if (fired >= FIRING_LIMIT) {
      sitting.fault(sitting.current(), "fired " + FIRING_LIMIT + " times for one service");
    }
  }

  private Set<String> blame(RuntimeException e, Set<String> leftOut, Sitting sitting) {
    String text = String.valueOf(e.getMessage());
    Set<String> named =
        rules.keySet().stream()
            .filter(name -> !leftOut.contains(name) && text.contains('"' + name + '"'))
            .collect(Collectors.toSet());
    if (named.isEmpty()) {
      named = new TreeSet<>(rules.keySet());
    }
    named.forEach(name -> sitting.fault(name, "its condition failed: " + message(e)));
    return named;
  }

  private static String message(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  private KieSessionsPool pool(Set<String> leftOut) {
    KieBase base = container.newKieBase(null);
    leftOut.forEach(rule -> base.removeRule(PackCompiler.PACKAGE, rule));
    return base.newKieSessionsPool(1);
  }

  /** Gives up sessions and classes. */
  @Override
  public void close() {
    List<KieSessionsPool> all = new ArrayList<>(pools.values());
    pools.clear();
    all.forEach(KieSessionsPool::shutdown);
    container.dispose();
  }
}
