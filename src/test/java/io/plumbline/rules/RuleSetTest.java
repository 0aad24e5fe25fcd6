package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Fact;
import io.plumbline.fact.FeedSilence;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSetTest {

  private static final String SERVICE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: checkout}
      spec: {}
      """;

  private static final String SILENT =
      """
      // package, imports and the judge may be left out

      rule "%s"
          @owner("slm") @clause("9.1") @severity("page") @raiseAfter("2m") @cooldown("4h") @runbook("https://run/book")
      when
          $f : FeedSilence()
      then
          judge.atRisk( $f, "{objective} is silent" );
      end
      """;

  private static final String NULLS =
      """
      rule "Condition fails"
          @owner("slm")
      when
          $t : TargetProgress( onHold == true )
      then
          judge.atRisk( $t, "on hold" );
      end
      rule "Text fails"
          @owner("slm")
      when
          $t : TargetProgress( usedPercent > 1 )
      then
          judge.atRisk( $t, "on hold: {onHold}" );
      end
      rule "Sound"
          @owner("slm")
      when
          $t : TargetProgress( usedPercent > 1 )
      then
          judge.breach( $t, "{incident} {usedPercent}" );
      end
      """;

  @Test
  void aTeamsRulesJudgeItsOwnServicesAndTheStandardOnesJudgeAll() {
    try (RuleSet rules =
        compiled(
            file("standard/feed.drl", SILENT.formatted("Everywhere")),
            file("till/feed.drl", SILENT.formatted("At the till")),
            file("till/catalogue/services.yaml", SERVICE))) {
      assertThat(names(rules, Facts.silence())).containsExactly("At the till", "Everywhere");
      assertThat(names(rules, new FeedSilence("search", "", "search-works", 5)))
          .containsExactly("Everywhere");
      assertThat(rules.packs()).containsExactly("standard", "till");
    }
  }

  @Test
  void annotationsAreKnownOfEachRule() {
    try (RuleSet rules = compiled(file("till/feed.drl", SILENT.formatted("Silent")))) {
      assertThat(rules.rules())
          .containsExactly(
              new RuleInfo(
                  "Silent",
                  "till",
                  "till/feed.drl",
                  3,
                  "slm",
                  "9.1",
                  Severity.PAGE,
                  Duration.ofMinutes(2),
                  Duration.ZERO,
                  Duration.ofHours(4),
                  Set.of(Kind.AT_RISK),
                  "https://run/book",
                  Scope.SERVICE));
    }
  }

  @Test
  void aFileMayHoldItsOwnPackageImportsAndGlobal() {
    String header =
        "package service; // ours\nimport io.plumbline.fact.FeedSilence\n"
            + "global io.plumbline.fact.Judge judge\n";
    try (RuleSet rules =
        compiled(
            file("standard/feed.drl", header + SILENT.formatted("First")),
            file("standard/more.drl", SILENT.formatted("Second")))) {
      assertThat(names(rules, Facts.silence())).containsExactly("First", "Second");
    }
  }

  @Test
  void aFailingRuleIsNamedAndTheOthersGoOn() {
    try (RuleSet rules = compiled(file("standard/nulls.drl", NULLS))) {
      for (int round = 1; round <= 3; round++) {
        Verdicts verdicts = rules.judge(List.of(Facts.progress(5, 0, null)));
        assertThat(verdicts.faults())
            .satisfiesExactly(
                fault -> {
                  assertThat(fault.rule().name()).isEqualTo("Condition fails");
                  assertThat(fault.message()).startsWith("NullPointerException: ");
                },
                fault -> {
                  assertThat(fault.rule().name()).isEqualTo("Text fails");
                  assertThat(fault.message()).contains("{onHold} has no value");
                });
        assertThat(verdicts.judgements()).extracting(Judgement::text).containsExactly("INC042 5");
        assertThat(rules.costs().byRule().get("Condition fails").errors()).isEqualTo(round);
        assertThat(rules.costs().byRule().get("Sound").firings()).isGreaterThanOrEqualTo(round);
      }
      assertThat(names(rules, Facts.progress(5, 0, "PAUSED")))
          .containsExactly("Sound", "Condition fails", "Text fails");
    }
  }

  @Test
  void factsOfOneJudgementAreGoneAtTheNext() {
    try (RuleSet rules = compiled(file("standard/feed.drl", SILENT.formatted("Silent")))) {
      assertThat(names(rules, Facts.silence())).hasSize(1);
      assertThat(names(rules, Facts.budget(1))).isEmpty();
      assertThat(rules.judge(List.of()).judgements()).isEmpty();
    }
  }

  @Test
  void factsAreJoinedByEqualFields() {
    String rule =
        """
        rule "Joined"
            @owner("slm")
        when
            $b : BudgetBurn( pair in ("1h/5m", "6h/30m"), $o : objective )
            ErrorBudget( objective == $o, remaining < 0.5 || remaining > 0.9 )
            not FeedSilence( objective == $b.objective )
        then
            judge.atRisk( $b, "{objective}" );
        end
        """;
    try (RuleSet rules = compiled(file("standard/joined.drl", rule))) {
      assertThat(names(rules, Facts.burn("1h/5m", 1), Facts.budget(0.4))).hasSize(1);
      assertThat(names(rules, Facts.burn("1h/5m", 1), Facts.budget(0.6))).isEmpty();
      assertThat(names(rules, Facts.burn("1d/2h", 1), Facts.budget(0.4))).isEmpty();
      assertThat(names(rules, Facts.burn("1h/5m", 1), Facts.budget(0.4), Facts.silence()))
          .isEmpty();
    }
  }

  @Test
  void commentsBracketsAndQuotesSurviveTheWayToTheCompiler() {
    String rule =
        """
        rule "Not there"
            @owner("slm")
        when // when it burns
            ( $b : BudgetBurn( rate > 0 ) /* then */
            and not FeedSilence( objective == $b.objective ) )
        then // then
            judge.atRisk( $b, "a \\"quoted\\" \\\\ {objective}" );
        end
        """;
    try (RuleSet rules = compiled(file("standard/not.drl", rule))) {
      assertThat(rules.judge(List.of(Facts.burn("1h/5m", 1))).judgements())
          .extracting(Judgement::text)
          .containsExactly("a \"quoted\" \\ checkout-availability");
    }
  }

  @Test
  void aTeamMayNotTakeTheNameOfAStandardRule() {
    Compilation compilation =
        RuleSet.compile(
            List.of(
                file("standard/feed.drl", SILENT.formatted("Silent")),
                file("till/feed.drl", SILENT.formatted("Silent"))));
    assertThat(compilation.problems())
        .containsExactly(
            new Problem(
                "till/feed.drl",
                3,
                "rule \"Silent\" is already at standard/feed.drl:3",
                "give it a new name"));
  }

  @Test
  void aFileOutsideAnyPackIsAProblem() {
    assertThat(RuleSet.compile(List.of(file("services.yaml", SERVICE))).problems())
        .containsExactly(
            new Problem(
                "services.yaml", 1, "the file lies in no pack", "move it into a folder per team"));
  }

  @Test
  void aPackSaysWhoOwnsIt() {
    String pack = "owner: slm\napprovers: [ops]\nzone: Europe/Berlin\n";
    assertThat(RuleSet.compile(List.of(file("till/pack.yaml", pack))).problems()).isEmpty();
    assertThat(RuleSet.compile(List.of(file("till/pack.yaml", pack + "ovner: me\n"))).problems())
        .containsExactly(
            new Problem("till/pack.yaml", 4, "the pack has no field ovner", "write owner"));
  }

  @Test
  void anEmptyFolderPromisesAndJudgesNothing() {
    try (RuleSet rules = compiled()) {
      assertThat(rules.catalogue().services()).isEmpty();
      assertThat(names(rules, Facts.silence())).isEmpty();
    }
  }

  @Test
  void aCheckCountsWhatTheFolderHolds() {
    List<SourceFile> files =
        List.of(
            file("till/feed.drl", SILENT.formatted("Silent")),
            file("till/catalogue/services.yaml", SERVICE));
    assertThat(Check.of(files))
        .isEqualTo(new Check(List.of(), List.of(), Optional.of(new Check.Summary(1, 0, 0, 0, 1))));
    assertThat(Check.of(List.of(file("x.drl", ""))).summary()).isEmpty();
  }

  private static RuleSet compiled(SourceFile... files) {
    Compilation compilation = RuleSet.compile(List.of(files));
    assertThat(compilation.problems()).isEmpty();
    return compilation.ruleSet().orElseThrow();
  }

  private static SourceFile file(String path, String text) {
    return new SourceFile(path, text);
  }

  private static List<String> names(RuleSet rules, Fact... facts) {
    return rules.judge(List.of(facts)).judgements().stream()
        .map(judgement -> judgement.rule().name())
        .toList();
  }
}
