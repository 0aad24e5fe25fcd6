package io.plumbline.runner.scenario;

import io.plumbline.rules.Problem;
import java.util.List;

/**
 * What came of a story.
 *
 * @param scenario the story
 * @param problems every difference from what was expected, or why it could not be told at all;
 *     empty if all went as expected
 */
public record ScenarioResult(Scenario scenario, List<Problem> problems) {

  /** Copies the problems. */
  public ScenarioResult {
    problems = List.copyOf(problems);
  }

  /** Whether all went as expected. */
  public boolean passed() {
    return problems.isEmpty();
  }
}
