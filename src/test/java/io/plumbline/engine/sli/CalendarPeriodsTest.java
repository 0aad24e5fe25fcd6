package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.catalogue.TimeWindow.Calendar;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.BudgetBurn;
import io.plumbline.fact.ClosedPeriod;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods of the calendar: where they begin, what they come to, and that it stays so. */
class CalendarPeriodsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Selector NOTHING = new Selector("x", "x", List.of());

  private static Calendar calendar(String start, String zone, int count, ChronoUnit unit) {
    return new Calendar(LocalDateTime.parse(start), ZoneId.of(zone), count, unit);
  }

  private static Slo slo(TimeWindow window, double target) {
    return new Slo(
        "availability",
        "Availability",
        "checkout",
        new RatioSli("errors", RatioSli.Counts.BAD, NOTHING, NOTHING),
        new Budgeting.Occurrences(),
        target,
        window,
        Duration.ofMinutes(5));
  }

  private static long at(String wall) {
    return LocalDateTime.parse(wall).atZone(BERLIN).toInstant().toEpochMilli();
  }

  private static Duration length(Calendar calendar, String wall) {
    TimeWindow.Span span = calendar.at(Instant.ofEpochMilli(at(wall)));
    return Duration.between(span.from(), span.to());
  }

  @Test
  void aDayHasAsManyHoursAsOnTheWallClock() {
    Calendar days = calendar("2020-01-01T00:00", "Europe/Berlin", 1, ChronoUnit.DAYS);
    assertThat(length(days, "2026-03-29T12:00")).isEqualTo(Duration.ofHours(23));
    assertThat(length(days, "2026-10-25T12:00")).isEqualTo(Duration.ofHours(25));
    assertThat(length(days, "2026-10-26T00:00")).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void monthsHaveTheirOwnLengths() {
    Calendar months = calendar("2026-01-31T00:00", "UTC", 1, ChronoUnit.MONTHS);
    assertThat(months.at(Instant.parse("2026-02-28T00:00:00Z")))
        .isEqualTo(
            new TimeWindow.Span(
                Instant.parse("2026-02-28T00:00:00Z"), Instant.parse("2026-03-31T00:00:00Z")));
    Calendar quarters = calendar("2026-01-01T00:00", "UTC", 3, ChronoUnit.MONTHS);
    assertThat(quarters.at(Instant.parse("2024-03-31T23:59:59Z")))
        .isEqualTo(
            new TimeWindow.Span(
                Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-04-01T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "1,Europe/Berlin,DAYS",
    "2,Australia/Lord_Howe,DAYS",
    "3,America/St_Johns,MONTHS",
    "4,Asia/Kathmandu,MONTHS"
  })
  void everyEventIsInThePeriodOfItsDate(long seed, String zone, ChronoUnit unit) {
    Random random = new Random(seed);
    Slo slo = slo(calendar("2026-01-01T00:00", zone, 1, unit), 0.99);
    Function<Long, String> label =
        time -> {
          ZonedDateTime wall = Instant.ofEpochMilli(time).atZone(ZoneId.of(zone));
          return (unit == ChronoUnit.DAYS ? wall.toLocalDate() : YearMonth.from(wall)).toString();
        };
    long time = Instant.parse("2026-02-20T03:00:00Z").toEpochMilli();
    SliTracker tracker = new SliTracker(slo, time);
    Map<String, double[]> truth = new TreeMap<>();
    int room = 0;
    while (time < Instant.parse("2026-05-20T00:00:00Z").toEpochMilli()) {
      long before = time;
      time += 1 + random.nextInt(280_000);
      int all = random.nextInt(20);
      int bad = random.nextInt(all + 1);
      Scrapes.total(tracker, before, time, all);
      Scrapes.events(tracker, time, bad);
      // Errors that are told late, but before their period closes.
      int late = random.nextInt(10) == 0 ? random.nextInt(room + 1) : 0;
      Scrapes.events(tracker, before, late);
      room = all - bad;
      truth.computeIfAbsent(label.apply(time), l -> new double[2])[1] += all;
      truth.get(label.apply(time))[0] += bad + late;
      if (random.nextInt(3) == 0) {
        tracker.advance(time);
      }
      if (random.nextInt(1000) == 0) {
        tracker =
            new SliTracker(slo, Cbor.read(Cbor.write(tracker.state()), SliTracker.State.class));
      }
    }
    tracker.advance(time);
    List<CalendarSums.Closed> closed = tracker.calendar().orElseThrow().closed();
    assertThat(closed).hasSizeGreaterThan(unit == ChronoUnit.DAYS ? 80 : 2);
    for (CalendarSums.Closed period : closed) {
      double[] expected = truth.get(label.apply(period.from()));
      assertThat(label.apply(period.to() - 1)).isEqualTo(label.apply(period.from()));
      assertThat(label.apply(period.from() - 1)).isNotEqualTo(label.apply(period.from()));
      assertThat(period.sums().total()).isEqualTo(expected[1]);
    }
    double closedBad = closed.stream().mapToDouble(period -> period.sums().events()).sum();
    double allBad = truth.values().stream().mapToDouble(counts -> counts[0]).sum();
    assertThat(closedBad + tracker.sums(Window.PERIOD).events()).isEqualTo(allBad);
    assertThat(tracker.sums(Window.PERIOD).total()).isEqualTo(truth.get(label.apply(time))[1]);
  }

  @Test
  void secondsOfOneBucketBelongToTheirOwnPeriods() {
    Slo slo = slo(calendar("2026-01-01T00:00:05", "UTC", 1, ChronoUnit.DAYS), 0.99);
    long begin = Instant.parse("2026-02-21T00:00:05Z").toEpochMilli();
    SliTracker tracker = new SliTracker(slo, begin - 60_000);
    Scrapes.total(tracker, begin - 60_000, begin - 2, 4);
    Scrapes.total(tracker, begin - 2, begin, 7);
    Scrapes.total(tracker, begin, begin + 1, 1);
    assertThat(tracker.sums(Window.PERIOD).total()).isEqualTo(8);
    tracker.advance(begin + Duration.ofHours(1).toMillis());
    assertThat(tracker.calendar().orElseThrow().closed())
        .extracting(period -> period.sums().total())
        .containsExactly(4.0);
  }

  private static <T> Optional<T> fact(SloReading reading, Class<T> type) {
    return reading.evidence().stream()
        .map(Evidence::fact)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static SliTracker october() {
    Slo slo = slo(calendar("2026-01-01T00:00", "Europe/Berlin", 1, ChronoUnit.MONTHS), 0.99);
    SliTracker tracker = new SliTracker(slo, at("2026-10-31T23:00"));
    Scrapes.total(tracker, Increments.NEVER, at("2026-10-31T23:58"), 0);
    Scrapes.total(tracker, at("2026-10-31T23:58"), at("2026-10-31T23:59"), 100);
    Scrapes.events(tracker, at("2026-10-31T23:59"), 2);
    return tracker;
  }

  @Test
  void aPeriodThatRunsIsNeitherKeptNorMissed() {
    SliTracker tracker = october();
    SloReading reading = SloReading.of(tracker, "gold", at("2026-10-31T23:59:30"));
    assertThat(fact(reading, ClosedPeriod.class)).isEmpty();
    assertThat(reading.evidence().stream().map(Evidence::fact))
        .noneMatch(fact -> fact instanceof Attainment a && a.window().equals("period"));
    assertThat(fact(reading, ErrorBudget.class).orElseThrow().open()).isTrue();
    assertThat(reading.standing().attainment()).hasValue(0.98);
  }

  @Test
  void budgetOfTheWholePeriodIsSpentByThePartThatHasPassed() {
    Slo slo = slo(calendar("2026-11-01T00:00", "UTC", 10, ChronoUnit.DAYS), 0.9);
    long begin = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
    SliTracker tracker = new SliTracker(slo, begin);
    long now = begin + Duration.ofDays(1).toMillis();
    Scrapes.total(tracker, Increments.NEVER, now, 100);
    Scrapes.events(tracker, now, 20);
    SloReading reading = SloReading.of(tracker, "gold", now);
    assertThat(reading.standing().burnRates().get("period")).isCloseTo(2, offset());
    assertThat(reading.standing().budgetRemaining().orElseThrow()).isCloseTo(0.8, offset());
    assertThat(reading.standing().budgetCourse())
        .last()
        .satisfies(point -> assertThat(point.value()).isCloseTo(0.8, offset()));
    assertThat(fact(reading, BudgetBurn.class).orElseThrow().budgetSpentPercent())
        .isCloseTo(100 * 2 / 240.0, offset());
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.api.Assertions.within(1e-12);
  }

  @Test
  void aPeriodClosesWhenItsFeedCannotBeLateAnyMore() {
    SliTracker tracker = october();
    long end = at("2026-11-01T00:00");
    SloReading before = SloReading.of(tracker, "gold", end + 299_999);
    assertThat(before.standing().terms().closed()).isEmpty();
    assertThat(before.nextDue()).contains(Instant.ofEpochMilli(end + 300_000));
    Scrapes.events(tracker, at("2026-10-31T23:59"), 1);
    SloReading reading = SloReading.of(tracker, "gold", end + 300_000);
    assertThat(fact(reading, ClosedPeriod.class))
        .contains(
            new ClosedPeriod(
                "checkout",
                "gold",
                "availability",
                "2026-10-01",
                "2026-11-01",
                0.97,
                0.99,
                1 - 60_000.0 / Duration.ofHours(31 * 24 + 1).toMillis()));
  }

  @Test
  void aClosedPeriodIsNeverChanged() {
    SliTracker tracker = october();
    SloReading.of(tracker, "gold", at("2026-11-01T00:05"));
    Scrapes.events(tracker, at("2026-10-31T23:59"), 50);
    Scrapes.total(tracker, Increments.NEVER, at("2026-10-31T23:59"), 50);
    SloReading reading = SloReading.of(tracker, "gold", at("2026-11-01T00:06"));
    assertThat(reading.standing().terms().closed().get(0).attainment()).hasValue(0.98);
    assertThat(tracker.sums(Window.HOUR_1))
        .as("the windows go on")
        .isEqualTo(new Sums(52, 150, 60_000));
    assertThat(reading.standing().attainment()).as("the new period is empty").isEmpty();
  }

  @Test
  void theResultOfAPeriodIsJudgedForAWeek() {
    SliTracker tracker = october();
    SloReading.of(tracker, "gold", at("2026-11-01T00:05"));
    assertThat(fact(SloReading.of(tracker, "gold", at("2026-11-07T23:59")), ClosedPeriod.class))
        .isPresent();
    SloReading reading = SloReading.of(tracker, "gold", at("2026-11-08T00:00"));
    assertThat(fact(reading, ClosedPeriod.class)).isEmpty();
    assertThat(reading.standing().terms().closed()).hasSize(1);
    assertThat(reading.nextDue()).contains(Instant.ofEpochMilli(at("2026-12-01T00:00")));
  }
}
