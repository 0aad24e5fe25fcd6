package io.plumbline.rules.drl;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Judge;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/** The judge of one session: notes what is concluded, by which rule, at what cost. */
final class Sitting implements Judge {

  private final Map<String, RuleInfo> rules;
  private final Map<String, Meter> meters;
  private final SortedMap<String, String> faults;
  private final List<Judgement> judgements = new ArrayList<>();
  private String current = "";

  Sitting(
      Map<String, RuleInfo> rules, Map<String, Meter> meters, SortedMap<String, String> faults) {
    this.rules = rules;
    this.meters = meters;
    this.faults = faults;
  }

  @Override
  public void breach(Fact fact, String text) {
    conclude(Kind.BREACH, fact, text);
  }

  @Override
  public void atRisk(Fact fact, String text) {
    conclude(Kind.AT_RISK, fact, text);
  }

  @Override
  public void improve(Fact fact, String text) {
    conclude(Kind.IMPROVEMENT, fact, text);
  }

  private void conclude(Kind kind, Fact fact, String text) {
    judgements.add(
        new Judgement(kind, fact, new TextTemplate(text).fill(fact), rules.get(current)));
  }

  /** Notes that a rule failed; its first failure is kept. */
  void fault(String rule, String message) {
    faults.putIfAbsent(rule, message);
    meters.get(rule).failed();
  }

  /** The rule that fired last. */
  String current() {
    return current;
  }

  List<Judgement> judgements() {
    return judgements;
  }

  /** Tells this judge which rule is speaking. */
  AgendaEventListener listener() {
    return new DefaultAgendaEventListener() {
      private long begun;

      @Override
      public void beforeMatchFired(BeforeMatchFiredEvent event) {
        current = event.getMatch().getRule().getName();
        begun = System.nanoTime();
      }

      @Override
      public void afterMatchFired(AfterMatchFiredEvent event) {
        meters.get(current).fired(System.nanoTime() - begun);
      }
    };
  }
}
