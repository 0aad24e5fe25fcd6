package io.plumbline.rules.drl;

import com.google.re2j.Pattern;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.RuleCosts;
import io.plumbline.rules.RuleFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of one pack, ready to judge. A session lives for one judgement, so nothing of one
 * service is seen by another's. Threads may share it.
 */
public final class CompiledPack implements AutoCloseable {

  /** So many choices of left-out rules are kept linked; beyond, the oldest pays again. */
  private static final int MOST_POOLS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(CompiledPack.class);

  private final KieContainer container;
  private final List<RuleSource> rules;
  private final List<Meter> meters;
  private final Map<String, Pattern> expressions = Work.expressions();
  private final Set<Integer> logged = ConcurrentHashMap.newKeySet();
  private final Map<Set<Integer>, Sessions> pools = new ConcurrentHashMap<>();
  private final AtomicInteger users = new AtomicInteger(1);

  CompiledPack(KieContainer container, List<RuleSource> rules) {
    this.container = container;
    this.rules = List.copyOf(rules);
    this.meters = rules.stream().map(rule -> new Meter()).toList();
    // Linked here, so that a rule which cannot be linked is found now and the first judge is quick.
    pools.put(Set.of(), new Sessions(container, Set.of()));
  }

  /**
   * Lets one more rule set use it, which closes it as the first does.
   *
   * @return whether it can be used still
   */
  public boolean share() {
    return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  /** What it was made of. */
  public List<RuleSource> sources() {
    return rules;
  }

  /** The rules, in the order of their files and lines. */
  public List<RuleInfo> rules() {
    return rules.stream().map(RuleSource::info).toList();
  }

  /** What each rule has cost so far. */
  public SortedMap<String, RuleCosts.Cost> costs() {
    SortedMap<String, RuleCosts.Cost> costs = new TreeMap<>();
    for (int i = 0; i < meters.size(); i++) {
      costs.merge(rules.get(i).info().name(), meters.get(i).cost(), RuleCosts.Cost::plus);
    }
    return costs;
  }

  /**
   * Judges facts. A rule whose condition fails, or that combines more facts than it may, spoils its
   * session; the judgement is then begun again without that rule. Nothing of this is remembered, so
   * that what is concluded depends on the facts and on the rules left out alone.
   *
   * @param leftOut rules that do not judge
   * @param judgements gets the conclusions
   * @param faults gets what went wrong, one at most of each rule
   */
  public void judge(
      List<Fact> facts,
      Predicate<RuleInfo> leftOut,
      List<Judgement> judgements,
      List<RuleFault> faults) {
    failed(facts, leftOut, meters, judgements)
        .forEach(
            (rule, message) -> {
              RuleInfo info = rules.get(rule).info();
              meters.get(rule).failed();
              faults.add(new RuleFault(info, message));
              if (logged.add(rule)) {
                LOG.warn(
                    "{}:{}: rule \"{}\" fails for service {}: {}",
                    info.file(),
                    info.line(),
                    info.name(),
                    facts.get(0).service(),
                    message);
              }
            });
  }

  /** As {@link #judge}, without a trace: it neither counts nor logs. */
  public void tryOut(
      List<Fact> facts,
      Predicate<RuleInfo> leftOut,
      List<Judgement> judgements,
      List<RuleFault> faults) {
    List<Meter> aside = rules.stream().map(rule -> new Meter()).toList();
    failed(facts, leftOut, aside, judgements)
        .forEach((rule, message) -> faults.add(new RuleFault(rules.get(rule).info(), message)));
  }

  /** Judges, and gives why which rules could not. */
  private SortedMap<Integer, String> failed(
      List<Fact> facts,
      Predicate<RuleInfo> leftOut,
      List<Meter> metering,
      List<Judgement> judgements) {
    SortedMap<Integer, String> failed = new TreeMap<>();
    Set<Integer> out =
        IntStream.range(0, rules.size())
            .filter(i -> leftOut.test(rules.get(i).info()))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    while (out.size() < rules.size()) {
      Work work = new Work(rules.size(), facts.size(), expressions);
      Sitting sitting = new Sitting(rules, metering, work);
      Set<Integer> spoilt = sit(Set.copyOf(out), facts, sitting, work, failed);
      if (spoilt.isEmpty()) {
        judgements.addAll(sitting.judgements());
        break;
      }
      if (!out.addAll(spoilt)) {
        throw new IllegalStateException("rules fail that do not judge: " + failed);
      }
    }
    return failed;
  }

  /** Fires once; gives the rules that spoilt the session. */
  private Set<Integer> sit(
      Set<Integer> out,
      List<Fact> facts,
      Sitting sitting,
      Work work,
      SortedMap<Integer, String> failed) {
    Sessions sessions = sessions(out);
    KieSession session = sessions.take();
    try {
      session.setGlobal("judge", sitting);
      session.setGlobal("work", work);
      session.addEventListener(sitting);
      facts.forEach(session::insert);
      fire(session, failed);
      Sessions.done(session);
      return Set.of();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      sessions.failed(session);
      Set<Integer> spoilt = blamed(e, out, facts, sitting);
      spoilt.forEach(rule -> failed.putIfAbsent(rule, message(root(e))));
      return spoilt;
    }
  }

  private static void fire(KieSession session, SortedMap<Integer, String> failed) {
    while (true) {
      try {
        session.fireAllRules();
        return;
      } catch (ConsequenceException e) {
        if (root(e) instanceof Work.WorkExceededException exceeded) {
          throw exceeded;
        }
        // The failing match is used up; the next call goes on with the others.
        failed.putIfAbsent(
            RuleSource.number(e.getMatch().getRule().getName()), message(e.getCause()));
      }
    }
  }

  private Set<Integer> blamed(Throwable e, Set<Integer> out, List<Fact> facts, Sitting sitting) {
    if (root(e) instanceof Work.WorkExceededException exceeded) {
      return Set.of(exceeded.rule());
    }
    if (sitting.current().isPresent()) {
      return Set.of(sitting.current().getAsInt());
    }
    Set<Integer> rest = others(out);
    String text = String.valueOf(e.getMessage());
    Set<Integer> named =
        rest.stream()
            .filter(i -> text.contains('"' + RuleSource.name(i) + '"'))
            .collect(Collectors.toSet());
    if (!named.isEmpty() || rest.size() == 1) {
      return named.isEmpty() ? rest : named;
    }
    // Nothing says whose condition it was, so each is tried alone.
    Set<Integer> failing =
        rest.stream().filter(i -> failsAlone(i, facts)).collect(Collectors.toSet());
    return failing.isEmpty() ? rest : failing;
  }

  private boolean failsAlone(int rule, List<Fact> facts) {
    Work work = new Work(rules.size(), facts.size(), expressions);
    Sitting sitting = new Sitting(rules, meters, work);
    return !sit(others(Set.of(rule)), facts, sitting, work, new TreeMap<>()).isEmpty();
  }

  private Set<Integer> others(Set<Integer> rules) {
    return IntStream.range(0, this.rules.size())
        .filter(i -> !rules.contains(i))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static String message(Throwable e) {
    return e instanceof Work.WorkExceededException || e.getMessage() == null
        ? Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private Sessions sessions(Set<Integer> out) {
    Sessions sessions = pools.get(out);
    if (sessions == null) {
      if (pools.size() >= MOST_POOLS) {
        // Not closed: another thread may sit on one of them.
        pools.keySet().removeIf(key -> !key.isEmpty());
      }
      sessions = pools.computeIfAbsent(out, key -> new Sessions(container, key));
    }
    return sessions;
  }

  /** Gives up sessions and classes, once nobody uses them. */
  @Override
  public void close() {
    if (users.decrementAndGet() > 0) {
      return;
    }
    pools.values().forEach(Sessions::close);
    pools.clear();
    container.dispose();
  }
}
