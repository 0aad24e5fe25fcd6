package io.plumbline.rules;

import io.plumbline.rules.drl.RuleSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds rules with which nothing is wrong, and which can hardly be meant so. */
final class DoubtfulRules {

  private DoubtfulRules() {}

  /** Warns of rules that serve no clause, and of rules that hold whenever another of them does. */
  static void check(List<RuleSource> rules, List<Problem> warnings) {
    Map<List<Object>, RuleSource> firsts = new HashMap<>();
    for (RuleSource rule : rules) {
      if (rule.info().clause().isEmpty()) {
        warnings.add(
            new Problem(
                rule.info().file(),
                rule.info().line(),
                "rule \"" + rule.info().name() + "\" serves no clause of ISO/IEC 20000-1",
                "add @clause(\"8.3.3\"), or whichever it is, below its name"));
      }
      RuleSource first = firsts.putIfAbsent(List.of(rule.condition(), rule.info().kinds()), rule);
      if (first != null) {
        warnings.add(
            new Problem(
                rule.info().file(),
                rule.info().line(),
                "rule \"%s\" holds whenever \"%s\" at %s:%d holds"
                    .formatted(
                        rule.info().name(),
                        first.info().name(),
                        first.info().file(),
                        first.info().line()),
                "keep one of them, or compare with something else"));
      }
    }
  }
}
