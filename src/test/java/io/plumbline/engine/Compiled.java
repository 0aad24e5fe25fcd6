package io.plumbline.engine;

import io.plumbline.rules.Compilation;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Rule sets by their hash, so that many replays of the same texts compile them once. */
public final class Compiled implements Function<RuleSetActivated, RuleSet>, AutoCloseable {

  private final Map<String, RuleSet> sets = new HashMap<>();

  @Override
  public RuleSet apply(RuleSetActivated set) {
    return sets.computeIfAbsent(set.hash(), hash -> compile(set));
  }

  private static RuleSet compile(RuleSetActivated set) {
    Compilation compilation = RuleSet.compile(set.files());
    return compilation
        .ruleSet()
        .orElseThrow(() -> new AssertionError(compilation.problems().toString()));
  }

  @Override
  public void close() {
    sets.values().forEach(RuleSet::close);
  }
}
