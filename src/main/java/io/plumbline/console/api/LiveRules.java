package io.plumbline.console.api;

import io.plumbline.fact.RuleInfo;
import java.util.List;

/**
 * The rule set in force, and what was wrong with a newer one that was refused.
 *
 * @param version number of the rule set in force, 0 before the first
 * @param hash its hash, empty before the first
 * @param rules its rules
 * @param problems why the last reload was refused, empty when it was not
 */
public record LiveRules(long version, String hash, List<RuleInfo> rules, List<Problem> problems) {

  /** Before the first rule set. */
  public static final LiveRules NONE = new LiveRules(0, "", List.of(), List.of());

  /** Copies the lists. */
  public LiveRules {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /**
   * One thing wrong in the rules folder.
   *
   * @param path file below the rules folder
   * @param line line from 1, 0 when it is about the whole file
   * @param what what is wrong
   * @param instead what to write instead
   */
  public record Problem(String path, int line, String what, String instead) {}
}
