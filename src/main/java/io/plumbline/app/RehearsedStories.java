package io.plumbline.app;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.Stories;
import io.plumbline.runner.scenario.Rehearsals;
import io.plumbline.runner.scenario.Scenario;
import io.plumbline.runner.scenario.ScenarioReader;
import io.plumbline.runner.scenario.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The scenarios of packs that are edited, told to their new rules. One whose catalogue and rules
 * are what they were is not told again.
 *
 * @param next the new rules
 * @param files all files as they will be
 * @param before the rules in force
 * @param filesBefore all files as they are
 */
record RehearsedStories(
    RuleSet next, List<SourceFile> files, Optional<RuleSet> before, List<SourceFile> filesBefore) {

  /** Which scenarios are told. */
  enum Which {
    /** Those that keep an edit from going live. */
    THAT_HOLD,
    /** Those that only tell. */
    THAT_TELL
  }

  /** What is wrong with the scenarios of some packs, or with how they end. */
  List<Problem> ends(Set<String> packs, Which which) {
    return ends(packs, which, () -> true);
  }

  /**
   * What is wrong with how the scenarios of some packs end.
   *
   * @param goOn asked before each; once it is false no more are told
   */
  List<Problem> ends(Set<String> packs, Which which, BooleanSupplier goOn) {
    List<Problem> problems = new ArrayList<>();
    List<Scenario> scenarios = scenarios(packs, problems);
    if (!problems.isEmpty()) {
      return which == Which.THAT_HOLD ? problems : List.of();
    }
    told(scenarios, which, goOn).forEach(result -> problems.addAll(result.problems()));
    return problems;
  }

  /** How each of them ends; none when one cannot be read. */
  List<ScenarioResult> told(Set<String> packs, Which which, BooleanSupplier goOn) {
    List<Problem> problems = new ArrayList<>();
    List<Scenario> scenarios = scenarios(packs, problems);
    return problems.isEmpty() ? told(scenarios, which, goOn) : List.of();
  }

  private List<Scenario> scenarios(Set<String> packs, List<Problem> problems) {
    return ScenarioReader.read(
        files.stream().filter(file -> packs.contains(packOf(file.path()))).toList(), problems);
  }

  private List<ScenarioResult> told(List<Scenario> scenarios, Which which, BooleanSupplier goOn) {
    List<ScenarioResult> results = new ArrayList<>();
    Stories stories = which == Which.THAT_HOLD ? Stories.HOLD : Stories.TELL;
    try (Rehearsals now = new Rehearsals(files, Optional.of(next));
        Rehearsals then = new Rehearsals(filesBefore)) {
      Set<String> changed = before.map(next::rulesUnlike).orElse(Set.of());
      for (Scenario scenario : scenarios) {
        if (next.stories(scenario.pack()) == stories
            && concerned(scenario, next, changed, now, then)
            && goOn.getAsBoolean()) {
          results.add(now.tell(scenario));
        }
      }
    }
    return results;
  }

  private static boolean concerned(
      Scenario scenario, RuleSet next, Set<String> changed, Rehearsals now, Rehearsals then) {
    boolean sameRules =
        !scenario.rules().isEmpty()
            && scenario.rules().stream()
                .noneMatch(rule -> changed.contains(rule) || next.restsOnFindings(rule));
    return !now.hash(scenario, !sameRules).equals(then.hash(scenario, !sameRules));
  }

  private static String packOf(String path) {
    return path.substring(0, Math.max(0, path.indexOf('/')));
  }
}
