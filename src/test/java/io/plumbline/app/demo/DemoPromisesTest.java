package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.Slo;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The figures of the demo's story are those of the example pack. */
class DemoPromisesTest {

  private static Catalogue catalogue;

  @BeforeAll
  static void read() throws IOException {
    try (RuleSet rules =
        RuleSet.compile(RulesFolder.read(Path.of("rules"))).ruleSet().orElseThrow()) {
      catalogue = rules.catalogue();
    }
  }

  @Test
  void servicesAreThoseOfThePack() {
    assertThat(catalogue.services().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DemoService.values()).map(DemoService::id).toList());
  }

  @Test
  void objectivesAreThoseOfThePack() {
    assertThat(catalogue.slos().get("checkout-availability").target())
        .isEqualTo(DemoPromises.CHECKOUT_AVAILABILITY);
    assertThat(catalogue.slos().get("checkout-latency").target())
        .isEqualTo(DemoPromises.CHECKOUT_LATENCY);
    assertThat(catalogue.slos().get("payments-availability").target())
        .isEqualTo(DemoPromises.PAYMENTS_AVAILABILITY);
    assertThat(catalogue.slos().values()).extracting(Slo::period).containsOnly(DemoPromises.PERIOD);
    assertThat(catalogue.slos().values())
        .as("none is stricter than payments', with which the tests of the world reckon")
        .allMatch(slo -> slo.target() <= DemoPromises.PAYMENTS_AVAILABILITY);
  }

  @Test
  void thresholdsAreThoseOfThePack() {
    assertThat(catalogue.capacityTargets().get("search-disk").threshold())
        .isEqualTo(DemoPromises.SEARCH_DISK);
    assertThat(catalogue.capacityTargets().get("checkout-cpu").threshold())
        .isEqualTo(DemoPromises.CHECKOUT_CPU);
    assertThat(catalogue.capacityTargets().get("accounts-connections").threshold())
        .isGreaterThan(DemoPromises.CHECKOUT_CPU);
  }

  @Test
  void incidentTargetsAreThoseOfThePack() {
    IncidentTarget response = target("payments", "response");
    IncidentTarget resolution = target("checkout", "resolution");

    assertThat(response.byPriority())
        .containsEntry("1", new Allowance.Counted(DemoPromises.PRIORITY_1_RESPONSE));
    assertThat(response.atRiskPercent()).contains(90);
    assertThat(resolution.byPriority())
        .containsEntry("2", new Allowance.Counted(DemoPromises.PRIORITY_2_RESOLUTION));
    for (IncidentTarget target : List.of(response, resolution)) {
      assertThat(target.hours().exceptions()).isEmpty();
      assertThat(target.hours().windows())
          .hasSize(DayOfWeek.values().length)
          .allSatisfy(
              (day, ranges) ->
                  assertThat(ranges)
                      .singleElement()
                      .matches(r -> r.fromSecond() == 0 && r.toSecond() == 86_400));
    }
  }

  private static IncidentTarget target(String service, String name) {
    return catalogue.agreements().values().stream()
        .filter(agreement -> agreement.service().equals(service))
        .map(Agreement::incidentTargets)
        .flatMap(List::stream)
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
