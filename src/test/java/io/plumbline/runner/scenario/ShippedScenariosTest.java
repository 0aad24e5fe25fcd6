package io.plumbline.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.FindingEvent.Change;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The stories that travel with the rules. */
class ShippedScenariosTest {

  /** Nothing that arrives brings this about: a rule must fail first. */
  private static final Set<String> UNTOLD = Set.of("Rule failed");

  private static List<SourceFile> files;
  private static List<Scenario> scenarios;
  private static Rehearsals rehearsals;

  @BeforeAll
  static void read() throws IOException {
    files = RulesFolder.read(Path.of("rules"));
    List<Problem> problems = new ArrayList<>();
    scenarios = ScenarioReader.read(files, problems);
    assertThat(problems).isEmpty();
    rehearsals = new Rehearsals(files);
  }

  @AfterAll
  static void close() {
    rehearsals.close();
  }

  @TestFactory
  Stream<DynamicTest> comeOutAsExpected() {
    return scenarios.stream()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.path() + ": " + scenario.name(),
                    () -> assertThat(rehearsals.tell(scenario).problems()).isEmpty()));
  }

  @Test
  void everyStandardRuleIsSeenToFire() {
    Set<String> raised =
        scenarios.stream()
            .flatMap(scenario -> scenario.expected().stream())
            .filter(expected -> expected.change() == Change.RAISED)
            .map(Expectation::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    raised.addAll(UNTOLD);

    try (RuleSet rules = RuleSet.compile(files).ruleSet().orElseThrow()) {
      assertThat(rules.rules())
          .filteredOn(rule -> rule.pack().equals(RuleSet.STANDARD))
          .allSatisfy(rule -> assertThat(raised).contains(rule.name()));
    }
  }
}
