package io.plumbline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.SourceFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not wrong but can hardly be meant. */
class WarningsTest {

  private static final String SERVICE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: shop, labels: {tier: gold}}
      spec: {}
      """;
  private static final String SLO =
      """
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: NAME}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicator:
          spec:
            ratioMetric:
              counter: true
              bad: {metricSource: {spec: {selector: 'BAD'}}}
              total: {metricSource: {spec: {selector: 'requests_total{a="1",b="2"}'}}}
        objectives: [{targetPercent: TARGET}]
      """;
  private static final String RULE =
      """
      rule "Burns"
          @owner("slm") @clause("8.3.3")
      when
          $b : BudgetBurn( rate > 14.4 )
      then
          judge.atRisk( $b, "{objective}" );
      end
      """;

  private static String slo(String name, String bad, String target) {
    return SLO.replace("NAME", name).replace("BAD", bad).replace("TARGET", target);
  }

  private static Check check(String slos, String rules) {
    return Check.of(
        List.of(
            new SourceFile("shop/catalogue/slo.yaml", SERVICE + slos),
            new SourceFile("standard/burns.drl", rules)));
  }

  @Test
  void aThresholdThatSomeObjectivesNeverReachNamesThem() {
    StringBuilder slos = new StringBuilder(slo("strict", "errors_0", "99.9"));
    for (int i = 1; i <= 5; i++) {
      slos.append(slo("loose-" + i, "errors_" + i, "90"));
    }
    Check check = check(slos.toString(), RULE);
    assertThat(check.problems()).isEmpty();
    assertThat(check.summary()).as("it is fine all the same").isPresent();
    assertThat(check.warnings())
        .singleElement()
        .extracting(Problem::asWarning)
        .asString()
        .startsWith(
            "standard/burns.drl:1: warning: rule \"Burns\" can never hold for loose-1, loose-2,"
                + " loose-3 and 2 more: rate is at most 10.00 there, and must exceed 14.40; write");
  }

  @Test
  void objectivesThatPromiseTheSameAreNamedBoth() {
    String same = slo("b", "errors_total{y=\"2\", x=\"1\"}", "99.9");
    Check check = check(slo("a", "errors_total{x=\"1\",y=\"2\"}", "99.9") + same, "");
    assertThat(check.problems()).isEmpty();
    assertThat(check.summary()).isPresent();
    assertThat(check.warnings())
        .singleElement()
        .extracting(Problem::asWarning)
        .asString()
        .matches(
            "shop/catalogue/slo.yaml:2\\d: warning: objective b promises the same as a, at"
                + " shop/catalogue/slo.yaml:\\d+; keep one of them.*");
  }

  @Test
  void objectivesThatDifferInOneThingAreNotTheSame() {
    assertThat(check(slo("a", "errors_total", "99.9") + slo("b", "errors", "99.9"), "").warnings())
        .isEmpty();
    assertThat(
            check(slo("a", "errors_total", "99.9") + slo("b", "errors_total", "99"), "").warnings())
        .isEmpty();
  }

  @Test
  void theShippedRulesHaveNone() throws Exception {
    assertThat(Check.of(RulesFolder.read(Path.of("rules"))).warnings()).isEmpty();
  }
}
