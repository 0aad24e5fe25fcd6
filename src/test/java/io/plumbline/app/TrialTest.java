package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Fact;
import io.plumbline.fact.UnassignedTickets;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.rules.RuleSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What edited rules are tried on before they are live. */
class TrialTest {

  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  @Test
  void itSaysHowManyJudgementsAppearAndVanish() {
    try (RuleSet before = rules("tickets > 0", "tickets > 8");
        RuleSet after = rules("tickets > 5", "tickets > 2")) {
      Trial trial =
          Trial.of(after, Optional.of(before), List.of(standing("a", 3), standing("b", 6)));
      assertThat(trial.problems()).isEmpty();
      assertThat(trial.services()).isEqualTo(2);
      // The first rule is lost for a; the second is won for both.
      assertThat(trial.vanish()).isEqualTo(1);
      assertThat(trial.appear()).isEqualTo(2);
      assertThat(after.costs().byRule().get("First").firings()).as("it is only tried").isZero();
    }
  }

  @Test
  void rulesThatAreAsTheyWereAreNotTried() {
    try (RuleSet before = rules("tickets > 0", "tickets > 8");
        RuleSet after =
            RuleSet.compile(files("tickets > 0", "tickets > 8"), Optional.of(before))
                .ruleSet()
                .orElseThrow()) {
      assertThat(Trial.of(after, Optional.of(before), List.of(standing("a", 3))).services())
          .isZero();
    }
  }

  @Test
  void aRuleThatCombinesMoreThanItMayIsNamedWithTheService() {
    String join =
        """
        rule "Pairs"
            @owner("a") @clause("8.2.4")
        when
            $a : UnassignedTickets( $n : named )
            UnassignedTickets( named == $n )
        then
            judge.atRisk( $a, "pairs" );
        end
        """;
    RuleSet pairs =
        RuleSet.compile(List.of(new SourceFile("standard/pairs.drl", join)))
            .ruleSet()
            .orElseThrow();
    try (pairs;
        RuleSet before = rules("tickets > 0", "tickets > 8")) {
      List<Fact> many = IntStream.range(0, 400).<Fact>mapToObj(i -> tickets("a", i)).toList();
      assertThat(Trial.of(pairs, Optional.of(before), List.of(standing("a", many))).problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.path()).isEqualTo("standard/pairs.drl");
                assertThat(problem.line()).isEqualTo(1);
                assertThat(problem.what())
                    .startsWith("rule \"Pairs\" cannot judge a as it stands:");
              });
    }
  }

  private static RuleSet rules(String first, String second) {
    return RuleSet.compile(files(first, second)).ruleSet().orElseThrow();
  }

  private static List<SourceFile> files(String first, String second) {
    return List.of(
        new SourceFile("standard/a.drl", rule("First", first)),
        new SourceFile("standard/b.drl", rule("Second", second)));
  }

  private static String rule(String name, String comparison) {
    return """
        rule "%s"
            @owner("a") @clause("8.2.4")
        when
            $u : UnassignedTickets( %s )
        then
            judge.atRisk( $u, "{tickets}" );
        end
        """
        .formatted(name, comparison);
  }

  private static ServiceStanding standing(String service, long tickets) {
    return standing(service, List.of(tickets(service, tickets)));
  }

  private static UnassignedTickets tickets(String service, long tickets) {
    return new UnassignedTickets(service, "", tickets, "tail");
  }

  private static ServiceStanding standing(String service, List<Fact> facts) {
    return new ServiceStanding(
        new Service(service, service, "", "", "", Map.of()),
        ServiceState.FINE,
        NOW,
        NOW,
        facts,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
