package io.plumbline.rules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each rule has cost since its rule set was compiled. Rules of one name in several packs are
 * added up.
 *
 * @param byRule cost by the name of the rule; rules that never fired are in it too
 */
public record RuleCosts(SortedMap<String, Cost> byRule) {

  /** Copies the map. */
  public RuleCosts {
    byRule = Collections.unmodifiableSortedMap(new TreeMap<>(byRule));
  }

  /**
   * Cost of one rule; all three only grow.
   *
   * @param firings how often its condition held
   * @param nanos time spent in its consequence, nanoseconds
   * @param errors how often it failed
   */
  public record Cost(long firings, long nanos, long errors) {

    /** The sum of two costs. */
    public Cost plus(Cost other) {
      return new Cost(firings + other.firings, nanos + other.nanos, errors + other.errors);
    }
  }
}
