package io.plumbline.engine;

import io.plumbline.fact.Fact;
import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.Verdicts;
import java.util.List;
import java.util.function.Predicate;

/** What judges: a pure function of the facts of one service. */
@FunctionalInterface
public interface Judging {

  /**
   * The conclusions, in an order that depends on nothing but the facts, and the rules that failed.
   *
   * @param leftOut rules that do not judge
   */
  Verdicts judge(List<Fact> facts, Predicate<RuleInfo> leftOut);
}
