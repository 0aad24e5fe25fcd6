package io.plumbline.rules.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Severity;
import io.plumbline.rules.Problem;
import io.plumbline.rules.drl.RuleSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write into tables, and the rules that come of it. */
class TableRulesTest {

  private static final String TEMPLATE =
      """
      // Each row fills this; @{column} is where a cell goes.
      rule "Burns"
          @owner("slm") @severity("@{severity}") @clearAfter("@{clear after}")
      when
          $b : BudgetBurn( tier == "@{tier}", pair == "@{pair}", budgetSpentPercent > @{over} )
      then
          judge.atRisk( $b, "spent in @{in words}" );
      end
      """;

  @Test
  void aRowIsARuleThatNamesIt() {
    List<RuleSource> rules =
        rules(
            TEMPLATE,
            "tier,pair,over,severity,clear after,in words",
            "gold,1h/5m,2 %,page,5m,one hour",
            "silver,6h/30m,5 %,ticket,30m,six hours");
    assertThat(rules).hasSize(2);
    RuleInfo second = rules.get(1).info();
    assertThat(second.file() + ":" + second.line()).isEqualTo("team/tables/burn.csv:3");
    assertThat(second.severity()).isEqualTo(Severity.TICKET);
    assertThat(second.clearAfter()).isEqualTo(Duration.ofMinutes(30));
    assertThat(rules.get(1).condition())
        .contains("tier == \"silver\"", "pair == \"6h/30m\"", "budgetSpentPercent > 5");
    assertThat(rules.get(1).conclusions().get(0).text()).isEqualTo("spent in six hours");
  }

  @Test
  void semicolonsDecimalCommasRemarksAndBlankLinesAreRead() {
    List<RuleSource> rules =
        rules(
            TEMPLATE,
            "# For the night shift",
            "Tier;Pair;Over;Severity;Clear after;In words;Note",
            "",
            "  gold ; 1h/5m ; 2,5 % ; Page ; 5 min ; one hour ; ",
            ";;;;;;",
            "any;6h/30m;\"5,25\";ticket;none;six hours;;");
    assertThat(rules).hasSize(2);
    assertThat(rules.get(0).info().line()).isEqualTo(4);
    assertThat(rules.get(0).condition()).contains("budgetSpentPercent > 2.5");
    assertThat(rules.get(1).condition()).contains("tier == tier", "budgetSpentPercent > 5.25");
    assertThat(rules.get(1).info().clearAfter()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aDecimalCommaBetweenCommasIsInQuotes() {
    List<RuleSource> rules =
        rules(
            TEMPLATE,
            "tier, pair, over, severity, clear after, in words",
            "gold, 1h/5m, \"2,5 %\", page, 5m, one hour");
    assertThat(rules.get(0).condition()).contains("budgetSpentPercent > 2.5");
  }

  @Test
  void rowsOfOneRuleMayFollowEachOtherInBands() {
    String bands =
        """
        rule "At risk"
            @owner("im") @severity("@{severity}")
        when
            $t : TargetProgress( usedPercent >= @{from}, usedPercent < @{to} )
        then
            judge.atRisk( $t, "at risk" );
        end
        """;
    assertThat(rules(bands, "from,to,severity", "75 %,90 %,ticket", "90 %,100 %,page")).hasSize(2);
    assertThat(problems(bands, "from,to,severity", "75 %,91 %,ticket", "90 %,100 %,page"))
        .singleElement()
        .extracting(Problem::line)
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "5m, PT5M",
    "90s, PT90S",
    "2 h, PT2H",
    "1 day, PT24H",
    "30 minutes, PT30M",
    "3 Days, PT72H",
    "none, PT0S",
    "0, PT0S",
    "-, PT0S"
  })
  void durationsAreReadAsPeopleWriteThem(String cell, Duration meant) {
    assertThat(row("2", cell).info().clearAfter()).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "2 %, 2", "2.5%, 2.5", "0.5, 0.5", "10.00, 10", "0.125, 0.125"})
  void percentagesAreReadAsPeopleWriteThem(String cell, String meant) {
    assertThat(row(cell, "5m").condition()).contains("budgetSpentPercent > " + meant + " )");
  }

  @ParameterizedTest
  @CsvSource({"99.9 %, 0.999", "0.999, 0.999", "50%, 0.5"})
  void percentOfAWholeIsAPartOfIt(String cell, String meant) {
    String low =
        """
        rule "Low"
            @owner("slm")
        when
            $a : Attainment( window == "period", ratio < @{below} )
        then
            judge.breach( $a, "low" );
        end
        """;
    assertThat(rules(low, "below", cell).get(0).condition()).contains("ratio < " + meant);
  }

  @ParameterizedTest
  @CsvSource({"2h, 120", "90 min, 90", "45, 45", "1 d, 1440"})
  void durationsAreNumbersWhereAFieldCountsMinutes(String cell, String meant) {
    String late =
        """
        rule "Long"
            @owner("im")
        when
            $t : TargetProgress( usedMinutes > @{over} )
        then
            judge.atRisk( $t, "long" );
        end
        """;
    assertThat(rules(late, "over", cell).get(0).condition()).contains("usedMinutes > " + meant);
  }

  private static RuleSource row(String over, String clearAfter) {
    return rules(
            TEMPLATE,
            "tier,pair,over,severity,clear after,in words",
            "gold,1h/5m," + over + ",page," + clearAfter + ",one hour")
        .get(0);
  }

  private static List<RuleSource> rules(String template, String... lines) {
    List<Problem> problems = new ArrayList<>();
    List<RuleSource> rules = read(template, problems, lines);
    assertThat(problems).isEmpty();
    return rules;
  }

  private static List<Problem> problems(String template, String... lines) {
    List<Problem> problems = new ArrayList<>();
    read(template, problems, lines);
    return problems;
  }

  private static List<RuleSource> read(String template, List<Problem> problems, String... lines) {
    return TableRules.read(
            "team",
            new SourceFile("team/tables/burn.csv", String.join("\r\n", lines)),
            new SourceFile("team/tables/burn.drl", template),
            problems)
        .map(TableRules::rules)
        .orElse(List.of());
  }
}
