package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A threshold is within reach if an objective of which every event is bad passes it. */
class BurnReachTest {

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: checkout, labels: {tier: gold}}
      spec: {}
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: works}
      spec:
        service: checkout
        budgetingMethod: Occurrences
        timeWindow: [{duration: %s, isRolling: true}]
        indicator:
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {spec: {selector: 'errors_total'}}}
              total: {metricSource: {spec: {selector: 'requests_total'}}}
        objectives: [{targetPercent: %s}]
      """;

  // At 90 % the fastest rate is 10, which spends 100 · 10 / 720 = 1.389 % of 30 days in an hour.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90    | 30d | rate > 9.9                                        | ",
        "90    | 30d | rate > 10.01                                      | rate is at most 10.00",
        "93    | 30d | rate > 14.4                                       | rate is at most 14.29",
        "93.06 | 30d | rate > 14.4                                       | ",
        "90    | 30d | pair == '1h/5m', budgetSpentPercent > 1.38        | ",
        "90    | 30d | pair == '1h/5m', budgetSpentPercent > 1.39        | budgetSpentPercent is at most 1.389",
        "90    | 15d | pair == '1h/5m', budgetSpentPercent > 1.39        | ",
        "90    | 30d | pair == '6h/30m', budgetSpentPercent > 1.39       | ",
        "90    | 30d | tier == 'silver', rate > 99                       | ",
        "90    | 30d | objective == 'other', rate > 99                   | ",
        "90    | 30d | rate > 99 OR budgetSpentPercent > 1               | ",
      })
  void aThresholdBeyondReachIsRefused(
      String percent, String period, String comparisons, String problem) {
    String rule =
        """
        rule "Burns"
            @owner("slm")
        when
            $b : BudgetBurn( %s )
        then
            judge.atRisk( $b, "{objective}" );
        end
        """
            .formatted(comparisons.replace('\'', '"').replace("OR", "||"));
    List<Problem> problems =
        Check.of(
                List.of(
                    new SourceFile("shop/catalogue/slo.yaml", SLO.formatted(period, percent)),
                    new SourceFile("standard/burns.drl", rule)))
            .problems();
    if (problem == null) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.path() + ":" + p.line()).isEqualTo("standard/burns.drl:1");
                assertThat(p.what()).startsWith("rule \"Burns\" can never hold: " + problem);
                assertThat(p.instead()).isNotBlank();
              });
    }
  }
}
