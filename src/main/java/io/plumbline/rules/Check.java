package io.plumbline.rules;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a rules folder without putting it to work.
 *
 * @param problems every problem, sorted by place
 * @param warnings what can hardly be meant, sorted by place; the folder may be used all the same
 * @param summary what the folder holds, absent when there is any problem
 */
public record Check(List<Problem> problems, List<Problem> warnings, Optional<Summary> summary) {

  /** Copies the lists. */
  public Check {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * How much a rules folder holds.
   *
   * @param services number of services
   * @param objectives number of service level objectives
   * @param agreements number of agreements
   * @param capacityTargets number of capacity thresholds
   * @param rules number of rules
   */
  public record Summary(
      int services, int objectives, int agreements, int capacityTargets, int rules) {}

  /** Reads, checks and compiles files, and lets go of the result. */
  public static Check of(List<SourceFile> files) {
    Compilation compilation = RuleSet.compile(files);
    Optional<Summary> summary = compilation.ruleSet().map(Check::summary);
    compilation.ruleSet().ifPresent(RuleSet::close);
    return new Check(compilation.problems(), compilation.warnings(), summary);
  }

  private static Summary summary(RuleSet rules) {
    Catalogue catalogue = rules.catalogue();
    return new Summary(
        catalogue.services().size(),
        catalogue.slos().size(),
        catalogue.agreements().size(),
        catalogue.capacityTargets().size(),
        rules.rules().size());
  }
}
