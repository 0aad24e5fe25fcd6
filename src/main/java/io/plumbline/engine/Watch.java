package io.plumbline.engine;

import io.plumbline.engine.sli.Lookout;
import io.plumbline.fact.Fact;
import io.plumbline.rules.Demand;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the rules in force look for in one service.
 *
 * @param demands what facts must be like for a rule to conclude anything
 * @param lookouts the same of its objectives, by name
 */
record Watch(List<Demand> demands, Map<String, Lookout> lookouts) {

  /** Whether one of some facts may be what a rule asks for. */
  boolean stirs(Collection<Fact> facts) {
    return facts.stream().anyMatch(fact -> demands.stream().anyMatch(d -> d.metBy(fact)));
  }

  /** Whether each rule looks at one fact only, so that no fact matters to what others come to. */
  boolean singly() {
    return demands.stream().allMatch(Demand::alone);
  }
}
