package io.plumbline.rules.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Agreement;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.AvailabilityTerms;
import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.PriorityMatrix;
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
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
  void aGroupsClockStartsWithTheTicketAndASuppliersWithItsStatesToo() {
    Catalogue all = read(MORE);

    assertThat(starts(all, "network"))
        .containsExactly(new IncidentTarget.Assigned(Set.of("network", "wifi"), Set.of(), ""));
    assertThat(starts(all, "desk"))
        .containsExactly(new IncidentTarget.Assigned(Set.of("desk"), Set.of(), ""));
    assertThat(starts(all, "circuits"))
        .containsExactly(
            new IncidentTarget.Assigned(Set.of(), Set.of("Awaiting Vendor"), "Circuits Ltd"));
    assertThat(starts(all, "acme"))
        .containsExactly(new IncidentTarget.Opened(), new IncidentTarget.Updated());
    assertThat(all.agreements().get("acme").majorPriorities()).containsExactly("1");
  }

  @Test
  void anAgreementSaysWhatDowntimeIs() {
    assertThat(read(MORE).agreements().get("acme").availability())
        .contains(
            new AvailabilityTerms(
                ServiceHours.always(ZoneOffset.UTC),
                new BigDecimal("0.995"),
                Set.of("1", "2"),
                Set.of("Resolved", "Closed"),
                Optional.empty(),
                0.001));
  }

  @Test
  void aServiceNamesWhatMakesAPriorityOfImpactAndUrgency() {
    PriorityMatrix matrix = read(MORE).services().get("till").priorities().orElseThrow();

    assertThat(matrix.priority("high", "low")).contains("2");
    assertThat(matrix.priority("low", "low")).contains("4");
    assertThat(matrix.priority("high", "unheard of")).isEmpty();
  }

  private static List<IncidentTarget.Start> starts(Catalogue catalogue, String agreement) {
    return catalogue.agreements().get(agreement).incidentTargets().stream()
        .map(IncidentTarget::start)
        .toList();
  }

  private static Catalogue read(String text) {
    List<Problem> problems = new ArrayList<>();
    CatalogueReading reading =
        CatalogueReader.read(List.of(new SourceFile("till/more.yaml", text)), problems);
    assertThat(problems).isEmpty();
    return reading.catalogue();
  }

  private static final String MORE =
      """
      apiVersion: openslo/v1
      kind: Service
      metadata: {name: till, annotations: {plumbline.io/priority-matrix: itil}}
      spec: {}
      ---
      apiVersion: plumbline/v1
      kind: PriorityMatrix
      metadata: {name: itil}
      spec: {byImpact: {high: {high: "1", low: "2"}, low: {high: "3", low: "4"}}}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: acme}
      spec:
        type: SLA
        service: till
        counterparty: ACME
        validFrom: 2026-01-01
        majorPriorities: ["1"]
        availability: {target: 0.995, downPriorities: ["1", "2"]}
        incidentTargets:
          - {name: resolution, stopStates: [Closed], byPriority: {"1": 4h}}
          - {name: update, start: updated, stopStates: [Closed], byPriority: {"1": 1h}}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: network}
      spec:
        type: OLA
        service: till
        counterparty: Network
        validFrom: 2026-01-01
        incidentTargets:
          - {name: repair, groups: [network, wifi], stopStates: [Closed], byPriority: {"1": 1h}}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: desk}
      spec:
        type: OLA
        service: till
        counterparty: desk
        validFrom: 2026-01-01
        incidentTargets:
          - {name: triage, stopStates: [Closed], byPriority: {"1": 10m}}
      ---
      apiVersion: plumbline/v1
      kind: Agreement
      metadata: {name: circuits}
      spec:
        type: UC
        service: till
        counterparty: Circuits Ltd
        validFrom: 2026-01-01
        incidentTargets:
          - name: repair
            startStates: [Awaiting Vendor]
            stopStates: [Closed]
            byPriority: {"1": 1 business day}
      """;

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
    assertThat(catalogue.exclusions())
        .containsValue(
            new Exclusion(
                "october-patching",
                List.of("checkout"),
                Instant.parse("2026-10-03T22:00:00Z"),
                Instant.parse("2026-10-04T02:00:00Z"),
                "patching agreed with ACME",
                "service level manager"));
  }
}
