package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.rules.RuleBook.Comparison;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.console.rules.RuleSentence;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped rules as their owners see them in the console. */
class RuleShelfTest {

  private static RuleSet set;
  private static List<Rule> rules;

  @BeforeAll
  static void compile() throws IOException {
    List<SourceFile> files = RulesFolder.read(Path.of("rules"));
    set = RuleSet.compile(files).ruleSet().orElseThrow();
    rules = RuleShelf.rules(set, files);
  }

  @AfterAll
  static void close() {
    set.close();
  }

  private static Rule rule(String name) {
    return rules.stream().filter(r -> r.info().name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void everyShippedRuleIsASentenceWithoutNamesOfFields() {
    assertThat(rules).hasSameSizeAs(set.rules());
    for (Rule rule : rules) {
      assertThat(rule.looks()).as(rule.info().name()).isNotEmpty();
      assertThat(rule.looks().stream().flatMap(look -> look.comparisons().stream()))
          .as(rule.info().name())
          .noneMatch(comparison -> comparison.field().isEmpty());
      assertThat(RuleSentence.of(rule))
          .as(rule.info().name())
          .startsWith("It looks at ")
          .endsWith(".")
          .doesNotContain("{", "$", "==", "null")
          .doesNotContainPattern("[a-z][A-Z]");
    }
  }

  @Test
  void aRuleOfATableHasItsRowAndWhatTheRowFills() {
    Rule burning = rule("Budget burns fast");

    assertThat(RuleSentence.of(burning))
        .isEqualTo(
            "It looks at how fast an objective's error budget burns and tells a risk that wakes"
                + " somebody when the pair of windows is “1h/5m” and the budget spent is more than"
                + " 2 %. It is over when this has not been so for 5 min.");
    assertThat(burning.text().lines())
        .hasSize(2)
        .satisfiesExactly(
            names -> assertThat(names).startsWith("rule,"),
            row -> assertThat(row).startsWith("Budget burns fast,"));
    assertThat(burning.template()).contains("judge.atRisk");
    assertThat(burning.says()).contains("{objective}", "one hour");
    assertThat(burning.services()).isEmpty();
  }

  @Test
  void aFieldIsComparedWithAnother() {
    Rule missed = rule("Objective missed");

    assertThat(missed.looks().get(0).comparisons())
        .contains(new Comparison("ratio", "<", "target", false));
    assertThat(RuleSentence.of(missed)).contains("the ratio is less than the target");
    assertThat(missed.text()).startsWith("rule \"Objective missed\"").endsWith("end");
  }

  @Test
  void aConditionThatIsNoPlainComparisonStandsAsItIsWritten() throws IOException {
    List<SourceFile> files =
        List.of(
            new SourceFile(
                "standard/a.drl",
                """
                rule "Either"
                    @owner("somebody") @clause("8.3.3")
                when
                    $b : BudgetBurn( (rate > 3 || pair == "1h/5m"), budgetSpentPercent >= 1.5 )
                then
                    judge.atRisk( $b, "either" );
                end
                """));
    try (RuleSet other = RuleSet.compile(files).ruleSet().orElseThrow()) {
      List<Comparison> comparisons =
          RuleShelf.rules(other, files).get(0).looks().get(0).comparisons();
      assertThat(comparisons).hasSize(2).filteredOn(plain().negate()).hasSize(1);
      assertThat(comparisons).contains(new Comparison("budgetSpentPercent", ">=", "1.5", true));
    }
  }

  private static Predicate<Comparison> plain() {
    return comparison -> !comparison.field().isEmpty();
  }
}
