package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ObjectiveTerms;
import io.plumbline.finding.PeriodResult;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A service's page says what does not count, and how closed periods ended. */
class ServicePageTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void anExclusionIsShownWithWhoAgreedAndHowMuchOfThePeriodItCovers() {
    ServicePage page =
        page(
            terms(Duration.ofHours(3), List.of()),
            List.of(
                exclusion("patching", "2026-11-03T22:00:00Z", "2026-11-04T00:00:00Z"),
                // It began before the period, of which it covers an hour.
                exclusion("moving", "2026-10-31T12:00:00Z", "2026-11-01T01:00:00Z"),
                exclusion("long ago", "2026-09-01T00:00:00Z", "2026-09-02T00:00:00Z")));

    assertThat(page.excluded()).hasSize(1);
    assertThat(page.excluded().get(0).total())
        .isEqualTo("3 h of the period of 30 days, with 1,200 events in it");
    assertThat(page.excluded().get(0).by())
        .extracting(ServicePage.Agreed::reason, ServicePage.Agreed::length)
        .containsExactly(tuple("patching", "2 h"), tuple("moving", "1 h"));
    assertThat(page.excluded().get(0).by())
        .allMatch(agreed -> agreed.approvedBy().equals("the service level manager"));
  }

  @Test
  void aClosedPeriodWasKeptMissedOrUnknownAndIsFrozenOnceLateDataAreOver() {
    ServicePage page =
        page(
            terms(
                Duration.ZERO,
                List.of(
                    period("2026-10-01T00:00:00Z", OptionalDouble.of(0.98999), 0.02),
                    period("2026-09-01T00:00:00Z", OptionalDouble.of(0.99), 0),
                    period("2026-08-01T00:00:00Z", OptionalDouble.empty(), 1))),
            List.of());

    assertThat(page.excluded()).isEmpty();
    assertThat(page.closed()).hasSize(1);
    assertThat(page.closed().get(0).periods())
        .extracting(ServicePage.Period::verdict)
        .containsExactly("missed", "kept", "unknown");
    ServicePage.Period missed = page.closed().get(0).periods().get(0);
    assertThat(missed.attained()).isEqualTo("98.999 %");
    assertThat(missed.target()).isEqualTo("99 %");
    assertThat(missed.note()).isEqualTo("2 % of it without data");
    assertThat(missed.frozen()).isEqualTo("31 Oct 2026, 00:05:00 UTC");
  }

  private static ServicePage page(ObjectiveTerms terms, List<Exclusion> exclusions) {
    Service service = new Service("till", "Till", "", "gold", "Team Till", Map.of());
    Selector all = new Selector("requests_total", "requests_total", List.of());
    Slo slo =
        new Slo(
            "till-monthly",
            "Monthly",
            "till",
            new RatioSli("errors", RatioSli.Counts.BAD, all, all),
            new Budgeting.Occurrences(),
            0.99,
            new TimeWindow.Calendar(
                LocalDateTime.parse("2026-01-01T00:00:00"), ZoneOffset.UTC, 1, ChronoUnit.MONTHS),
            Duration.ofMinutes(5));
    ObjectiveStanding objective =
        new ObjectiveStanding(
            slo,
            true,
            Optional.of(NOW),
            OptionalDouble.of(0.995),
            OptionalDouble.of(0.5),
            0,
            Map.of(),
            List.of(),
            terms);
    ServiceStanding standing =
        new ServiceStanding(
            service,
            ServiceState.FINE,
            NOW,
            NOW,
            List.of(),
            List.of(objective),
            List.of(),
            List.of(),
            List.of());
    return ServicePage.of(standing, exclusions, new Times(NOW));
  }

  private static ObjectiveTerms terms(Duration excluded, List<PeriodResult> closed) {
    return new ObjectiveTerms(
        Optional.of(
            new Span(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"))),
        closed,
        excluded,
        1_200);
  }

  private static PeriodResult period(String from, OptionalDouble attained, double unknown) {
    Instant begin = Instant.parse(from);
    return new PeriodResult(
        begin, begin.plus(Duration.ofDays(30)), 0.99, attained, 10, 1_000, unknown, Duration.ZERO);
  }

  private static Exclusion exclusion(String reason, String from, String to) {
    return new Exclusion(
        reason,
        List.of("till"),
        Instant.parse(from),
        Instant.parse(to),
        reason,
        "the service level manager");
  }
}
