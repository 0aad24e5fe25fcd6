package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.Allowance.BusinessDays;
import io.plumbline.catalogue.Allowance.Counted;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.TargetFit.Part;
import io.plumbline.engine.incident.TargetFit.Worst;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whether targets fit into each other, over everybody's hours. */
class TargetFitTest {

  private static final Instant MONDAY = Instant.parse("2026-06-08T00:00:00Z");
  private static final ServiceHours ALWAYS = Calendars.always("UTC");
  private static final ServiceHours OFFICE = Calendars.office("UTC");

  @Test
  void inTheSameHoursTimesAddUp() {
    assertThat(worst(part(4, OFFICE), part(1, OFFICE), part(3, OFFICE)))
        .contains(new Worst(MONDAY, Duration.ofHours(4), Duration.ofHours(4)));
  }

  @Test
  void aSupplierWithShorterHoursTakesTheCustomersNightsToo() {
    // A millisecond of its four hours is left for Monday morning.
    Worst worst = worst(part(24, ALWAYS), part(4, OFFICE)).orElseThrow();

    assertThat(worst.used()).isEqualTo(Duration.ofHours(18 + 48));
    assertThat(worst.opened()).isEqualTo(Instant.parse("2026-06-12T14:00:00.001Z"));
  }

  @Test
  void aHolidayOfTheSupplierCounts() {
    ServiceHours closedOnTuesday =
        Calendars.office("UTC", Map.of(LocalDate.parse("2026-06-09"), List.of()));

    Worst worst =
        new TargetFit(part(8, OFFICE), List.of(part(4, closedOnTuesday)))
            .worst(new Span(MONDAY, MONDAY.plus(Duration.ofDays(5))))
            .orElseThrow();

    assertThat(worst.used()).isEqualTo(Duration.ofHours(14));
  }

  @Test
  void hoursThatNeverComeHaveNoAnswer() {
    ServiceHours never = Calendars.hours("UTC", Set.of(), List.of(), Map.of());

    assertThat(worst(part(8, OFFICE), part(1, never))).isEmpty();
  }

  /** All hours and times are multiples of a quarter of an hour, so no other openings are worse. */
  @RepeatedTest(6)
  void isTheWorstOfEveryFewMinutes(RepetitionInfo repetition) {
    Random random = new Random(31 * repetition.getCurrentRepetition());
    for (int i = 0; i < 4; i++) {
      Part customer = random(random);
      List<Part> others = List.of(random(random), random(random));
      Instant from = RandomCase.nearAClockChange(random).truncatedTo(ChronoUnit.HOURS);
      Span openings = new Span(from, from.plus(Duration.ofDays(10)));
      Worst worst = new TargetFit(customer, others).worst(openings).orElseThrow();

      Duration most = Duration.ofDays(-1_000);
      for (Instant at = from; at.isBefore(openings.to()); at = at.plusSeconds(300)) {
        for (int near = -1; near <= 1; near++) {
          Instant opened = at.plusMillis(near);
          if (!opened.isBefore(from)) {
            Duration over = over(customer, others, opened);
            most = over.compareTo(most) > 0 ? over : most;
          }
        }
      }

      assertThat(worst.used().minus(worst.allowed())).as("case %d", i).isEqualTo(most);
      assertThat(over(customer, others, worst.opened())).isEqualTo(most);
    }
  }

  private static Duration over(Part customer, List<Part> others, Instant opened) {
    Instant at = opened;
    for (Part other : others) {
      Allowance.Allotment allotted = other.allowance().from(at, other.hours()).orElseThrow();
      at = allotted.in().after(at, allotted.time()).orElseThrow();
    }
    Allowance.Allotment promised =
        customer.allowance().from(opened, customer.hours()).orElseThrow();
    return promised.in().between(opened, at).minus(promised.time());
  }

  private static Part random(Random random) {
    ServiceHours hours = RandomCase.hours(random, random.nextBoolean() ? "Europe/Berlin" : "UTC");
    Allowance allowance =
        random.nextInt(4) == 0
            ? new BusinessDays(1 + random.nextInt(2))
            : new Counted(Duration.ofMinutes(15L * (1 + random.nextInt(60))));
    return new Part("somebody", allowance, hours);
  }

  private static Part part(int hours, ServiceHours in) {
    return new Part("somebody", new Counted(Duration.ofHours(hours)), in);
  }

  private static Optional<Worst> worst(Part customer, Part... others) {
    return new TargetFit(customer, List.of(others))
        .worst(new Span(MONDAY, MONDAY.plus(Duration.ofDays(14))));
  }
}
