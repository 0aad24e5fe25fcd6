package io.plumbline.rules;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.fact.Fact;
import io.plumbline.fact.ServiceFact;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judging: µs per service with one objective, of which nothing or one thing is concluded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JudgeBench {

  /** How many rules judge. */
  @Param({"30", "100"})
  public int rules;

  private RuleSet ruleSet;
  private final List<Fact> quiet = facts(0.1);
  private final List<Fact> burning = facts(12.5);

  /** Compiles the shipped rules and so many more. */
  @Setup
  public void setup() throws Exception {
    List<SourceFile> files = new ArrayList<>(RulesFolder.shipped());
    StringBuilder more = new StringBuilder();
    int shipped = RuleSet.compile(files).ruleSet().orElseThrow().rules().size();
    for (int i = shipped; i < rules; i++) {
      more.append(
          """
          rule "More %d"
              @owner("service level manager") @clause("8.3.3") @severity("ticket")
          when
              $b : BudgetBurn( pair == "1h/5m", budgetSpentPercent > %d )
          then
              judge.atRisk( $b, "{objective} spent {budgetSpentPercent} %% in one hour" );
          end
          """
              .formatted(i, 20 + i));
    }
    files.add(new SourceFile("standard/more.drl", more.toString()));
    Compilation compilation = RuleSet.compile(files);
    ruleSet =
        compilation
            .ruleSet()
            .orElseThrow(() -> new IllegalStateException("" + compilation.problems()));
  }

  private static List<Fact> facts(double spent) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new ServiceFact("checkout", "gold", "shop"));
    for (String window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "period")) {
      facts.add(new Attainment("checkout", "gold", "orders", window, 0.9995, 0.999, 0));
    }
    for (String pair : List.of("1h/5m", "6h/30m", "1d/2h", "3d/6h")) {
      facts.add(
          new BudgetBurn(
              "checkout", "gold", "orders", pair, 1, pair.equals("1h/5m") ? spent : 0.1));
    }
    facts.add(new ErrorBudget("checkout", "gold", "orders", 0.5));
    return facts;
  }

  /** Nothing is wrong. */
  @Benchmark
  public Verdicts judgeQuiet() {
    return ruleSet.judge(quiet);
  }

  /** One objective burns. */
  @Benchmark
  public Verdicts judgeBurning() {
    return ruleSet.judge(burning);
  }
}
