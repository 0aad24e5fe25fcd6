package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRulesTest {

  private static RuleSet rules;

  @BeforeAll
  static void compile() throws IOException {
    Compilation compilation = RuleSet.compile(RulesFolder.read(Path.of("rules")));
    assertThat(compilation.problems()).isEmpty();
    rules = compilation.ruleSet().orElseThrow();
  }

  @AfterAll
  static void close() {
    rules.close();
  }

  static Stream<Arguments> boundaries() {
    return Stream.of(
        arguments("Budget burns fast", Facts.burn("1h/5m", 2.01), Facts.burn("1h/5m", 2)),
        arguments("Budget burns steadily", Facts.burn("6h/30m", 5.01), Facts.burn("6h/30m", 5)),
        arguments("Budget burns over the day", Facts.burn("1d/2h", 10.1), Facts.burn("1d/2h", 10)),
        arguments(
            "Budget burns over three days", Facts.burn("3d/6h", 10.1), Facts.burn("3d/6h", 10)),
        arguments("Budget nearly spent", Facts.budget(0.099), Facts.budget(0.1)),
        arguments("Budget nearly spent", Facts.budget(0.001), Facts.budget(0)),
        arguments(
            "Objective missed",
            Facts.attainment("period", 0.998999),
            Facts.attainment("period", 0.999)),
        arguments("Objective missed", Facts.attainment("period", 0.5), Facts.attainment("1h", 0.5)),
        arguments("Target at risk", Facts.progress(76, 75), Facts.progress(74, 0)),
        arguments("Target about to be broken", Facts.progress(100, 90), Facts.progress(89, 75)),
        arguments("Target broken", Facts.progress(100.1, 90), Facts.progress(100, 90)),
        arguments("Reopened too often", Facts.reopening(3), Facts.reopening(2)),
        arguments("Major incident without acknowledgement", Facts.major(false), Facts.major(true)),
        arguments("Priority changed late", Facts.changedPriority(75), Facts.changedPriority(74.9)),
        arguments(
            "Request target at risk",
            Facts.ofKind("request", 100, 75),
            Facts.ofKind("request", 74, 0)),
        arguments(
            "Request target broken",
            Facts.ofKind("request", 100.1, 75),
            Facts.ofKind("request", 100, 75)),
        arguments(
            "Problem target at risk",
            Facts.ofKind("problem", 100, 75),
            Facts.ofKind("problem", 74, 0)),
        arguments(
            "Problem target broken",
            Facts.ofKind("problem", 100.1, 75),
            Facts.ofKind("problem", 100, 75)),
        arguments(
            "Change target at risk",
            Facts.ofKind("change", 100, 75),
            Facts.ofKind("change", 74, 0)),
        arguments(
            "Change target broken",
            Facts.ofKind("change", 100.1, 75),
            Facts.ofKind("change", 100, 75)),
        arguments("Group target at risk", Facts.ofType("OLA", 100, 75), Facts.ofType("OLA", 74, 0)),
        arguments(
            "Group target broken", Facts.ofType("OLA", 100.1, 75), Facts.ofType("OLA", 100, 75)),
        arguments("Supplier target at risk", Facts.ofType("UC", 76, 75), Facts.ofType("UC", 74, 0)),
        arguments(
            "Supplier target broken", Facts.ofType("UC", 101, 75), Facts.ofType("UC", 100, 75)),
        arguments("Targets do not fit", Facts.fit(241), Facts.fit(240)),
        arguments("Capacity exceeded", Facts.use(0.801), Facts.use(0.8)),
        arguments("Capacity will be exceeded", Facts.forecast(30), Facts.forecast(30.1)),
        arguments("Tickets of no catalogued service", Facts.unassigned(1), Facts.unassigned(0)),
        arguments("Broken again and again", Facts.recurrence(3), Facts.recurrence(2)));
  }

  @ParameterizedTest
  @MethodSource("boundaries")
  void eachRuleFiresAtItsBoundaryAndNotJustBelow(String rule, Fact fires, Fact below) {
    assertThat(names(judge(fires))).containsExactly(rule);
    assertThat(names(judge(below))).doesNotContain(rule);
  }

  @Test
  void aSilentFeedIsKnownButWorriesNobody() {
    assertThat(judge(Facts.silence()))
        .singleElement()
        .satisfies(
            judgement -> {
              assertThat(judgement.kind()).isEqualTo(Kind.AT_RISK);
              assertThat(judgement.rule().severity()).isEqualTo(Severity.INFO);
            });
  }

  @Test
  void textsReadWell() {
    assertThat(texts(Facts.burn("1h/5m", 2.4951)))
        .containsExactly("checkout-availability spent 2.5 % of its error budget in one hour");
    assertThat(texts(Facts.attainment("period", 0.998994)))
        .containsExactly(
            "checkout-availability kept 99.8994 % over its period, less than the 99.9 % promised");
    assertThat(texts(Facts.progress(75.4, 75)))
        .containsExactly(
            "INC042 (priority 2) has used 75.4 % of its resolution time for ACME;"
                + " due 2026-11-20 17:00 UTC");
    assertThat(texts(Facts.forecast(12.4)))
        .containsExactly(
            "cpu will reach its threshold of 80 % in about 12 days; 30 days of notice are asked"
                + " for");
    assertThat(texts(Facts.recurrence(4)))
        .containsExactly(
            "resolution was broken 4 times in 30 days (Target broken); find and remove the cause");
  }

  @Test
  void theOrderOfFactsDoesNotMatter() {
    List<Fact> facts = new ArrayList<>();
    boundaries().flatMap(b -> Stream.of((Fact) b.get()[1], (Fact) b.get()[2])).forEach(facts::add);
    Verdicts sorted = rules.judge(facts);
    assertThat(sorted.judgements()).hasSizeGreaterThan(10);
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(facts, random);
      assertThat(rules.judge(facts)).isEqualTo(sorted);
    }
  }

  @Test
  void everyRuleSaysWhoAnswersForItAndWhichClauseItServes() {
    assertThat(rules.rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.owner()).isNotEmpty();
              assertThat(rule.clause()).matches("\\d+(\\.\\d+)+");
            });
  }

  @Test
  void theExampleTeamPromisesSixServices() {
    assertThat(rules.catalogue().services().keySet())
        .containsExactly("accounts", "catalogue", "checkout", "ledger", "payments", "search");
    assertThat(rules.catalogue().slos().values())
        .filteredOn(slo -> slo.service().equals("checkout"))
        .hasSize(2);
    assertThat(rules.catalogue().agreements()).hasSize(3);
    assertThat(rules.catalogue().capacityTargets()).hasSize(3);
    assertThat(rules.catalogue().services().get("ledger").owner()).isEqualTo("Team Books");
  }

  private static List<Judgement> judge(Fact fact) {
    Verdicts verdicts = rules.judge(List.of(fact));
    assertThat(verdicts.faults()).isEmpty();
    return verdicts.judgements();
  }

  private static List<String> names(List<Judgement> judgements) {
    return judgements.stream().map(judgement -> judgement.rule().name()).toList();
  }

  private static List<String> texts(Fact fact) {
    return judge(fact).stream().map(Judgement::text).toList();
  }
}
