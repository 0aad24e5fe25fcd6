package io.plumbline.rules;

import java.util.List;
import java.util.Optional;

/**
 * What became of a rules folder: a rule set, or all its problems at once.
 *
 * @param ruleSet the rule set, absent when there is any problem
 * @param problems every problem of every file, sorted by place
 */
public record Compilation(Optional<RuleSet> ruleSet, List<Problem> problems) {

  /** Copies the problems. */
  public Compilation {
    problems = List.copyOf(problems);
  }
}
