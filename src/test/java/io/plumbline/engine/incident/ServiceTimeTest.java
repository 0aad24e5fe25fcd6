package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.catalogue.ServiceTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTimeTest {

  private static final ServiceTime BERLIN = new ServiceTime(Calendars.office("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "2026-06-10T09:00:00+02:00, 2026-06-10T10:30:00+02:00, PT1H30M",
    "2026-06-12T17:00:00+02:00, 2026-06-15T09:00:00+02:00, PT2H",
    "2026-06-13T00:00:00+02:00, 2026-06-14T00:00:00+02:00, PT0S",
    "2026-06-10T17:59:59.999+02:00, 2026-06-10T18:30:00+02:00, PT0.001S",
    "2026-06-10T10:00:00+02:00, 2026-06-10T09:00:00+02:00, PT0S"
  })
  void countsOnlyWithinTheWindows(OffsetDateTime from, OffsetDateTime to, Duration expected) {
    assertThat(BERLIN.between(from.toInstant(), to.toInstant())).isEqualTo(expected);
  }

  @Test
  void anHourThatTheClockChangeSkipsNeverCounts() {
    ServiceTime night = nights("Europe/Berlin");

    assertThat(night.between(local("2026-03-29T00:00+01:00"), local("2026-03-29T12:00+02:00")))
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void anHourThatTheClockChangeRepeatsCountsTwice() {
    ServiceTime night = nights("Europe/Berlin");

    assertThat(night.between(local("2026-10-25T00:00+02:00"), local("2026-10-25T12:00+01:00")))
        .isEqualTo(Duration.ofHours(3));
  }

  @Test
  void aDayThatIsEnteredTwiceCountsTwice() {
    // At midnight the clocks of Sao Paulo went back into the Saturday.
    ServiceHours saturday =
        Calendars.hours(
            "America/Sao_Paulo",
            EnumSet.of(DayOfWeek.SATURDAY),
            List.of(Calendars.range(23, 24)),
            Map.of());

    assertThat(
            new ServiceTime(saturday)
                .between(
                    Instant.parse("2018-02-17T12:00:00Z"), Instant.parse("2018-02-18T12:00:00Z")))
        .isEqualTo(Duration.ofHours(2));
  }

  @Test
  void allowanceThatEndsWithAWindowIsUsedUpThere() {
    assertThat(BERLIN.after(local("2026-06-12T10:00+02:00"), Duration.ofHours(8)))
        .hasValue(local("2026-06-12T18:00+02:00"));
  }

  @Test
  void nothingHasPassedAtOnceEvenOutsideTheWindows() {
    Instant sunday = local("2026-06-14T10:00+02:00");

    assertThat(BERLIN.after(sunday, Duration.ZERO)).hasValue(sunday);
  }

  @Test
  void exceptionReplacesTheWindowsOfItsDate() {
    Map<LocalDate, List<TimeRange>> exceptions =
        Map.of(
            LocalDate.parse("2026-12-24"), List.of(Calendars.range(8, 12)),
            LocalDate.parse("2026-12-25"), List.of());
    ServiceTime time = new ServiceTime(Calendars.office("Europe/Berlin", exceptions));

    assertThat(time.after(local("2026-12-24T11:00+01:00"), Duration.ofHours(2)))
        .hasValue(local("2026-12-28T09:00+01:00"));
  }

  @Test
  void aCalendarThatNeverOpensAgainHasNoAnswer() {
    ServiceHours once =
        Calendars.hours(
            "UTC",
            EnumSet.noneOf(DayOfWeek.class),
            List.of(),
            Map.of(LocalDate.parse("2026-06-10"), List.of(Calendars.range(8, 12))));
    ServiceTime time = new ServiceTime(once);

    assertThat(time.after(Instant.parse("2026-06-10T00:00:00Z"), Duration.ofHours(4)))
        .hasValue(Instant.parse("2026-06-10T12:00:00Z"));
    assertThat(time.after(Instant.parse("2026-06-10T00:00:00Z"), Duration.ofHours(5))).isEmpty();
    assertThat(time.after(Instant.parse("2027-01-01T00:00:00Z"), Duration.ofHours(1))).isEmpty();
  }

  @Test
  void aSearchLongerThanFiftyYearsHasNoAnswer() {
    assertThat(BERLIN.after(local("2026-06-10T10:00+02:00"), Duration.ofDays(30_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC", "Australia/Lord_Howe"})
  void agreesWithAWalkOverEveryMinute(String zone) {
    Random random = new Random(zone.hashCode());
    for (int i = 0; i < 40; i++) {
      ServiceHours hours = RandomCase.hours(random, zone);
      ServiceTime time = new ServiceTime(hours);
      Instant from = RandomCase.nearAClockChange(random);
      Instant to = from.plusSeconds(60L * random.nextInt(6 * 1440));

      long minutes = 0;
      for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
        minutes += counts(hours, at) ? 1 : 0;
      }

      assertThat(time.between(from, to)).as("case %d", i).isEqualTo(Duration.ofMinutes(minutes));
      if (minutes > 0) {
        Instant earliest = time.after(from, Duration.ofMinutes(minutes)).orElseThrow();
        assertThat(earliest).isBeforeOrEqualTo(to);
        assertThat(time.between(from, earliest)).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(counts(hours, earliest.minusMillis(1))).isTrue();
      }
    }
  }

  static boolean counts(ServiceHours hours, Instant at) {
    ZonedDateTime wall = at.atZone(hours.zone());
    int second = wall.toLocalTime().toSecondOfDay();
    return hours.on(wall.toLocalDate()).stream()
        .anyMatch(range -> range.fromSecond() <= second && second < range.toSecond());
  }

  private static ServiceTime nights(String zone) {
    return new ServiceTime(
        Calendars.hours(
            zone, EnumSet.allOf(DayOfWeek.class), List.of(Calendars.range(1.5, 3.5)), Map.of()));
  }

  private static Instant local(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
