package io.plumbline.rules.drl;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Judge;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/** The judge of one session: notes what is concluded, by which rule, at what cost. */
final class Sitting extends DefaultAgendaEventListener implements Judge {

  private final List<RuleSource> rules;
  private final List<Meter> meters;
  private final Work work;
  private final List<Judgement> judgements = new ArrayList<>();
  private int current;
  private boolean firing;
  private long begun;

  Sitting(List<RuleSource> rules, List<Meter> meters, Work work) {
    this.rules = rules;
    this.meters = meters;
    this.work = work;
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

  private void conclude(Kind kind, Fact fact, String place) {
    work.spend(current);
    RuleSource rule = rules.get(current);
    TextTemplate text = new TextTemplate(rule.conclusions().get(Integer.parseInt(place)).text());
    judgements.add(new Judgement(kind, fact, text.fill(fact), rule.info()));
  }

  /** Number of the rule that is concluding; nothing while conditions are looked at. */
  OptionalInt current() {
    return firing ? OptionalInt.of(current) : OptionalInt.empty();
  }

  List<Judgement> judgements() {
    return judgements;
  }

  @Override
  public void beforeMatchFired(BeforeMatchFiredEvent event) {
    current = RuleSource.number(event.getMatch().getRule().getName());
    begun = System.nanoTime();
    firing = true;
  }

  @Override
  public void afterMatchFired(AfterMatchFiredEvent event) {
    firing = false;
    meters.get(current).fired(System.nanoTime() - begun);
  }
}
