package io.plumbline.rules;

import java.util.List;
import java.util.Optional;

/**
 * What became of a rules folder: a rule set, or all its problems at once.
 *
 * @param ruleSet the rule set, absent when there is any problem
 * @param problems every problem of every file, sorted by place
 * @param warnings what can hardly be meant, though nothing is wrong with it, sorted by place
 */
public record Compilation(
    Optional<RuleSet> ruleSet, List<Problem> problems, List<Problem> warnings) {

  /** Copies the lists. */
  public Compilation {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}
