package io.plumbline.runner.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What differs between a rule of one side and the same rule of the other. */
class RuleTextsTest {

  private static final String TABLE = "standard/tables/burn.csv";
  private static final String TEMPLATE =
      """
      rule "@{rule}"
          @severity("page")
      when
          $b : BudgetBurn( tier == "@{tier}", budgetSpentPercent > @{over} )
      then
          judge.atRisk( $b, "burns" );
      end
      """;

  private static RuleTexts texts(String template, String... rows) {
    return new RuleTexts(
        List.of(
            new SourceFile(TABLE, "# burn\n\nrule, tier, over\n" + String.join("\n", rows) + "\n"),
            new SourceFile("standard/tables/burn.drl", template)));
  }

  private static Optional<String> change(RuleTexts was, RuleTexts is, int line) {
    RuleTexts.Text text = was.at(TABLE + ":" + line).orElseThrow();
    return is.named("Burns fast", TABLE, text.lines()).flatMap(text::change);
  }

  private final RuleTexts before =
      texts(TEMPLATE, "Burns fast, gold, 2 %", "Burns fast, silver, 5 %");

  @Test
  void theRowThatBeginsMostAlikeIsTheSameRule() {
    RuleTexts after = texts(TEMPLATE, "Burns slowly, any, 1 %", "Burns fast, silver, 9 %");

    assertThat(change(before, after, 5)).hasValueSatisfying(c -> assertThat(c).contains("5", "9"));
  }

  @Test
  void aRowThatStandsElsewhereIsUnchanged() {
    RuleTexts after =
        texts(
            TEMPLATE, "Burns slowly, any, 1 %", "Burns fast, silver, 5 %", "Burns fast, gold, 2 %");

    assertThat(change(before, after, 4)).isEmpty();
    assertThat(change(before, after, 5)).isEmpty();
  }

  @Test
  void aRowThatIsGoneHasNoLike() {
    RuleTexts.Text row = before.at(TABLE + ":4").orElseThrow();

    assertThat(texts(TEMPLATE, "Burns slowly, any, 1 %").named("Burns fast", TABLE, row.lines()))
        .isEmpty();
  }

  @Test
  void anEditOfTheTemplateIsOneOfEachRow() {
    RuleTexts after =
        texts(
            TEMPLATE.replace("page", "ticket"), "Burns fast, gold, 2 %", "Burns fast, silver, 5 %");

    assertThat(change(before, after, 4)).contains("@severity(\"page\") → @severity(\"ticket\")");
  }
}
