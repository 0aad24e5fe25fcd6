package io.plumbline.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Selector.Matcher;
import io.plumbline.catalogue.Selector.Operator;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.rules.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {

  private static final int HOUR = 3600;

  private static Catalogue catalogue;
  private static Map<String, String> packOf;

  @BeforeAll
  static void read() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/rules/golden/catalogue.yaml"));
    List<Problem> problems = new ArrayList<>();
    CatalogueReading reading =
        CatalogueReader.read(List.of(new SourceFile("till/catalogue/all.yaml", text)), problems);
    assertThat(problems).isEmpty();
    catalogue = reading.catalogue();
    packOf = reading.packOf();
  }

  @Test
  void aServiceBelongsToThePackThatDeclaresIt() {
    assertThat(packOf).isEqualTo(Map.of("checkout", "till"));
    assertThat(catalogue.services())
        .containsExactly(
            Map.entry(
                "checkout",
                new Service(
                    "checkout",
                    "Checkout",
                    "Takes the money",
                    "gold",
                    "Team Till",
                    Map.of("tier", "gold", "owner", "Team Label", "region", "eu,us"))));
  }

  @Test
  void anObjectiveMayReferToAnIndicator() {
    Selector good =
        new Selector(
            "duration_bucket{ le=\"0.3\", code!~\"5..\", path=~'/a|/b', host!=\"x\" }",
            "duration_bucket",
            List.of(
                new Matcher("le", Operator.EQUAL, "0.3"),
                new Matcher("code", Operator.NOT_MATCHES, "5.."),
                new Matcher("path", Operator.MATCHES, "/a|/b"),
                new Matcher("host", Operator.NOT_EQUAL, "x")));
    Selector total = new Selector("duration_count", "duration_count", List.of());
    assertThat(catalogue.slos().get("checkout-fast"))
        .isEqualTo(
            new Slo(
                "checkout-fast",
                "Checkout is fast",
                "checkout",
                new RatioSli("fast", RatioSli.Counts.GOOD, good, total),
                0.995,
                Duration.ofDays(28),
                Duration.ofSeconds(90)));
  }

  @Test
  void anObjectiveMayCountSlicesOfTime() {
    assertThat(catalogue.slos().get("checkout-queue").indicator())
        .isEqualTo(new GaugeSli("queue", new Selector("queue_length", "queue_length", List.of())));
    assertThat(catalogue.slos().get("checkout-queue").budgeting())
        .isEqualTo(
            new Slices(
                Duration.ofMinutes(5),
                new Budgeting.Within(Budgeting.Comparison.LT, 12.5),
                Uncovered.BAD));
    assertThat(catalogue.slos().get("checkout-minutes").budgeting())
        .isEqualTo(
            new Slices(Duration.ofMinutes(1), new Budgeting.AtLeast(0.95), Uncovered.EXCLUDE));
    assertThat(catalogue.slos().get("checkout-mean").budgeting())
        .isEqualTo(new Slices(Duration.ofHours(1), new Budgeting.Ratio(), Uncovered.UNKNOWN));
  }

  @Test
  void anObjectiveMayPromiseOverPeriodsOfTheCalendar() {
    assertThat(catalogue.slos().get("checkout-quarter").window())
        .isEqualTo(
            new TimeWindow.Calendar(
                LocalDateTime.of(2026, 1, 1, 6, 30),
                ZoneId.of("Europe/Berlin"),
                3,
                ChronoUnit.MONTHS));
  }

  @Test
  void anAgreementHoldsItsTargetsWithTheirHours() {
    ServiceHours office =
        new ServiceHours(
            "office",
            ZoneId.of("Europe/Berlin"),
            Map.of(
                DayOfWeek.MONDAY,
                List.of(new TimeRange(8 * HOUR, 12 * HOUR), new TimeRange(13 * HOUR, 18 * HOUR)),
                DayOfWeek.SUNDAY,
                List.of(new TimeRange(0, 24 * HOUR))),
            Map.of(
                LocalDate.of(2026, 12, 24),
                List.of(new TimeRange(8 * HOUR, 12 * HOUR)),
                LocalDate.of(2026, 12, 25),
                List.of()));
    IncidentTarget response =
        new IncidentTarget(
            "response",
            office,
            IncidentTarget.Stop.FIRST,
            Set.of("Active", "Closed"),
            Set.of("Waiting"),
            Map.of(
                "1",
                new Allowance.Counted(Duration.ofMinutes(15)),
                "2",
                new Allowance.Counted(Duration.ofHours(4))),
            IncidentTarget.PriorityChange.PROPORTIONAL,
            false,
            IncidentTarget.Reopen.RESTART,
            List.of(50, 90));
    Agreement agreement = catalogue.agreements().get("acme-checkout");
    assertThat(agreement.incidentTargets()).first().isEqualTo(response);
    assertThat(agreement)
        .isEqualTo(
            new Agreement(
                "acme-checkout",
                Agreement.Type.UC,
                "checkout",
                "ACME",
                LocalDate.of(2026, 1, 1),
                Optional.of(LocalDate.of(2026, 12, 31)),
                List.of("checkout-fast"),
                agreement.incidentTargets()));
  }

  @Test
  void whatATargetLeavesOutHasTheDocumentedMeaning() {
    IncidentTarget target = catalogue.agreements().get("acme-checkout").incidentTargets().get(1);
    assertThat(target.hours().on(LocalDate.of(2026, 12, 25)))
        .containsExactly(new TimeRange(0, 24 * HOUR));
    assertThat(target.stop()).isEqualTo(IncidentTarget.Stop.LAST);
    assertThat(target.holdStates()).isEmpty();
    assertThat(target.byPriority())
        .isEqualTo(
            Map.of(
                "1",
                new Allowance.Counted(Duration.ofSeconds(90)),
                "2",
                new Allowance.BusinessDays(1),
                "3",
                new Allowance.CalendarDays(5)));
    assertThat(target.onPriorityChange()).isEqualTo(IncidentTarget.PriorityChange.RETROACTIVE);
    assertThat(target.retroactivePause()).isTrue();
    assertThat(target.onReopen()).isEqualTo(IncidentTarget.Reopen.RESUME);
    assertThat(target.atRiskPercent()).containsExactly(75, 90);
  }

  @Test
  void aCapacityThresholdSaysHowSoonItMustBeKnown() {
    assertThat(catalogue.capacityTargets().get("checkout-cpu"))
        .isEqualTo(
            new CapacityTarget(
                "checkout-cpu",
                "checkout",
                "cpu",
                new Selector("cpu_ratio{}", "cpu_ratio", List.of()),
                0.8,
                Duration.ofDays(14)));
  }

  @Test
  void anExclusionSaysWhenWhyAndWhoAgreed() {
    assertThat(catalogue.exclusionsOf("checkout"))
        .containsExactly(
            new Exclusion(
                "october-patching",
                List.of("checkout"),
                Instant.parse("2026-10-03T22:00:00Z"),
                Instant.parse("2026-10-04T02:00:00Z"),
                "patching agreed with ACME",
                "service level manager"));
    assertThat(catalogue.exclusionsOf("search")).isEmpty();
  }
}
