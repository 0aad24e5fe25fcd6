package io.plumbline.rules.drl;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.fact.Severity;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would happen if the check of the text had a hole: conditions that it never lets pass. */
class SecondWallTest {

  private static final BudgetBurn BURN =
      new BudgetBurn("checkout", "gold", "availability", "1h/5m", 1, 2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.getProperty( \"user.home\" ) != null",
        "Runtime.getRuntime().availableProcessors() > 0",
        "Thread.currentThread() != null",
        "Class.forName( \"java.lang.Runtime\" ) != null",
        "this.getClass().getClassLoader() != null",
        "new java.io.File( \"/\" ).exists()",
        "java.nio.file.Files.exists( java.nio.file.Path.of( \"/\" ) )",
        "new java.net.Socket( \"127.0.0.1\", 1 ) != null",
        "java.lang.ProcessHandle.current() != null",
        "java.util.ServiceLoader.load( String ) != null",
        "org.kie.api.KieServices.get() != null",
        "io.plumbline.rules.drl.PackCompiler.PACKAGE != null",
        "io.plumbline.rules.RulesFolder.shipped() != null",
        "Integer.getInteger( \"x\" ) == null && java.util.concurrent.ForkJoinPool.commonPool() != null"
      })
  void whatReachesOutIsNeitherCompiledNorLinked(String constraint) {
    assertThat(judged("$b : BudgetBurn( " + constraint + " )\n")).doesNotContain("Hostile");
  }

  @Test
  void aConditionThatThrowsIsNamedAndTheOthersJudge() {
    List<RuleFault> faults = new ArrayList<>();
    try (CompiledPack pack = compiled("$b : BudgetBurn( 1 / ( pair.length() - 5 ) > 0 )\n")) {
      List<Judgement> judgements = new ArrayList<>();
      pack.judge(List.of(BURN), rule -> false, judgements, faults);
      assertThat(names(judgements)).containsExactly("Sound");
      assertThat(faults)
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.rule().name()).isEqualTo("Hostile");
                assertThat(fault.message()).isEqualTo("ArithmeticException: / by zero");
              });
    }
  }

  @Test
  void aFailingRuleDoesNotFailTheJudgementsAfterIt() {
    try (CompiledPack pack = compiled("$b : BudgetBurn( 1 / ( pair.length() - 5 ) > 0 )\n")) {
      BudgetBurn other = new BudgetBurn("checkout", "gold", "availability", "6h/30m", 1, 2);
      for (int i = 0; i < 50; i++) {
        List<Judgement> judgements = new ArrayList<>();
        pack.judge(
            List.of(i % 2 == 0 ? BURN : other), rule -> false, judgements, new ArrayList<>());
        assertThat(names(judgements)).contains("Sound");
        assertThat(judgements).hasSize(i % 2 == 0 ? 1 : 2);
      }
    }
  }

  @Test
  void aRuleThatIsLeftOutDoesNotEvenFail() {
    List<RuleFault> faults = new ArrayList<>();
    try (CompiledPack pack = compiled("$b : BudgetBurn( 1 / ( pair.length() - 5 ) > 0 )\n")) {
      List<Judgement> judgements = new ArrayList<>();
      pack.judge(List.of(BURN), rule -> rule.name().equals("Hostile"), judgements, faults);
      assertThat(names(judgements)).containsExactly("Sound");
      assertThat(faults).isEmpty();
    }
  }

  private static List<String> judged(String condition) {
    List<Problem> problems = new ArrayList<>();
    Optional<CompiledPack> pack = PackCompiler.compile(rules(condition), problems);
    if (pack.isEmpty()) {
      assertThat(problems).isNotEmpty();
      return List.of();
    }
    try (CompiledPack compiled = pack.get()) {
      List<Judgement> judgements = new ArrayList<>();
      compiled.judge(List.of(BURN), rule -> false, judgements, new ArrayList<>());
      assertThat(names(judgements)).contains("Sound");
      return names(judgements);
    }
  }

  private static CompiledPack compiled(String condition) {
    List<Problem> problems = new ArrayList<>();
    Optional<CompiledPack> pack = PackCompiler.compile(rules(condition), problems);
    assertThat(problems).isEmpty();
    return pack.orElseThrow();
  }

  private static List<RuleSource> rules(String condition) {
    return List.of(rule("Sound", "$b : BudgetBurn( rate > 0 )\n"), rule("Hostile", condition));
  }

  private static RuleSource rule(String name, String condition) {
    RuleInfo info =
        new RuleInfo(
            name,
            "standard",
            "standard/x.drl",
            1,
            "slm",
            "",
            Severity.TICKET,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Set.of(Kind.AT_RISK),
            "",
            Scope.SERVICE);
    return new RuleSource(
        info,
        condition,
        List.of(),
        Optional.empty(),
        List.of(new RuleSource.Conclusion("atRisk", "$b", "{objective}")));
  }

  private static List<String> names(List<Judgement> judgements) {
    return judgements.stream().map(judgement -> judgement.rule().name()).toList();
  }
}
