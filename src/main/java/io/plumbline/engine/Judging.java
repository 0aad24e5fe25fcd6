package io.plumbline.engine;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import java.util.List;

/** What judges: a pure function of the facts of one service. */
@FunctionalInterface
public interface Judging {

  /** The conclusions, in an order that depends on nothing but the facts. */
  List<Judgement> judge(List<Fact> facts);
}
