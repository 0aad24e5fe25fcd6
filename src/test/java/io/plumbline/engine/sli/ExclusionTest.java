package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.finding.PeriodResult;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is excluded does not count, comes back when it is no longer, and is told. */
class ExclusionTest {

  private static final Selector NOTHING = new Selector("x", "x", List.of());
  private static final Instant BEGIN = Instant.parse("2026-10-03T12:00:00Z");
  private static final Duration PERIOD = Duration.ofDays(2);

  private static Slo slo(TimeWindow window) {
    return new Slo(
        "availability",
        "Availability",
        "checkout",
        new RatioSli("errors", RatioSli.Counts.BAD, NOTHING, NOTHING),
        new Budgeting.Occurrences(),
        0.99,
        window,
        Duration.ofMinutes(5));
  }

  private static SliTracker rolling() {
    return new SliTracker(slo(new TimeWindow.Rolling(PERIOD)), BEGIN.toEpochMilli());
  }

  private static long at(String time) {
    return Instant.parse("2026-10-03T" + time + "Z").toEpochMilli();
  }

  private static Exclusion exclusion(long from, long to) {
    return new Exclusion(
        "patching",
        List.of("checkout"),
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(to),
        "patching",
        "manager");
  }

  private static void events(SliTracker tracker, String... times) {
    for (String time : times) {
      Scrapes.total(
          tracker, tracker.hasTotal() ? tracker.newestTotal() : Increments.NEVER, at(time), 10);
      Scrapes.events(tracker, at(time), 1);
    }
  }

  private static double total(SliTracker tracker, Window window) {
    return tracker.sums(window).total();
  }

  @Test
  void whatIsKnownBeforehandIsExcludedToTheMillisecond() {
    SliTracker tracker = rolling();
    tracker.exclude(List.of(exclusion(at("13:10:05.000"), at("13:12:00.000"))));
    events(tracker, "13:10:04.999", "13:10:05.000", "13:11:59.999", "13:12:00.000");
    for (Window window : Window.values()) {
      assertThat(tracker.sums(window).total()).as(window.label()).isEqualTo(20);
      assertThat(tracker.sums(window).events()).as(window.label()).isEqualTo(2);
    }
    tracker.advance(at("13:12:00.000"));
    assertThat(tracker.excluded()).isEqualTo(new Sums(2, 20, 115_000));
    assertThat(tracker.excludedMillis(Window.PERIOD)).isEqualTo(115_000);
    assertThat(tracker.sums(Window.PERIOD).coveredMillis()).isEqualTo(1);
  }

  @Test
  void whatBecomesKnownLaterTakesTheBucketsThatLieWhollyInIt() {
    SliTracker tracker = rolling();
    events(tracker, "13:00:30", "13:30:30", "14:00:30");
    tracker.exclude(List.of(exclusion(at("13:30:00"), at("14:30:00"))));
    assertThat(total(tracker, Window.HOUR_1)).as("minutes").isEqualTo(10);
    assertThat(total(tracker, Window.HOURS_6)).as("five minutes").isEqualTo(10);
    assertThat(total(tracker, Window.PERIOD)).as("hours").isEqualTo(30);
    assertThat(tracker.excludedMillis(Window.PERIOD)).as("and says so").isZero();
    events(tracker, "14:10:00", "14:40:00", "15:00:00");
    assertThat(total(tracker, Window.PERIOD)).as("the hour stays undivided").isEqualTo(60);
    assertThat(total(tracker, Window.HOURS_6)).isEqualTo(30);
  }

  @Test
  void whatIsExcludedNoLongerCountsAgain() {
    SliTracker tracker = rolling();
    tracker.exclude(List.of(exclusion(at("13:00:00"), at("14:00:00"))));
    events(tracker, "12:59:00", "13:01:00", "14:01:00");
    assertThat(total(tracker, Window.PERIOD)).isEqualTo(20);
    tracker.exclude(List.of());
    for (Window window : List.of(Window.HOURS_6, Window.DAY_1, Window.PERIOD)) {
      assertThat(tracker.sums(window).total()).as(window.label()).isEqualTo(30);
    }
    assertThat(tracker.excluded()).isEqualTo(new Sums(0, 0, 0));
  }

  @Test
  void anExcludedSilenceIsNotUnknown() {
    SliTracker tracker = rolling();
    tracker.exclude(List.of(exclusion(at("13:00:00"), at("23:00:00"))));
    long now = BEGIN.plus(PERIOD).toEpochMilli();
    for (long t = BEGIN.toEpochMilli(); t < now; t += 60_000) {
      if (t < at("13:00:00") || t >= at("23:00:00")) {
        Scrapes.total(
            tracker,
            t == BEGIN.toEpochMilli() || t == at("23:00:00") ? Increments.NEVER : t - 60_000,
            t,
            1);
      }
    }
    SloReading reading = SloReading.of(tracker, "gold", now);
    assertThat(reading.standing().unknownRatio()).isLessThan(0.01);
    assertThat(reading.standing().terms().excluded()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  void aClosedPeriodStaysAsItClosed() {
    TimeWindow.Calendar days =
        new TimeWindow.Calendar(
            LocalDateTime.parse("2026-01-01T00:00"), ZoneOffset.UTC, 1, ChronoUnit.DAYS);
    SliTracker tracker = new SliTracker(slo(days), BEGIN.toEpochMilli());
    tracker.exclude(List.of(exclusion(at("13:10:00"), at("13:20:00"))));
    events(tracker, "13:15:00", "13:30:00");
    long night = at("23:59:59") + 400_000;
    SloReading.of(tracker, "gold", night);
    tracker.exclude(List.of(exclusion(at("13:00:00"), at("14:00:00"))));
    PeriodResult result =
        SloReading.of(tracker, "gold", night + 1).standing().terms().closed().get(0);
    assertThat(result.total()).isEqualTo(10);
    assertThat(result.excluded()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aRunningCalendarPeriodIsCorrected() {
    TimeWindow.Calendar days =
        new TimeWindow.Calendar(
            LocalDateTime.parse("2026-01-01T00:30"), ZoneOffset.UTC, 1, ChronoUnit.DAYS);
    SliTracker tracker = new SliTracker(slo(days), BEGIN.toEpochMilli());
    events(tracker, "13:15:00", "13:45:00", "14:45:00");
    tracker.exclude(List.of(exclusion(at("13:30:00"), at("14:30:00"))));
    assertThat(total(tracker, Window.PERIOD)).as("hours since its start").isEqualTo(20);
  }

  /** Hours are excluded and included again at random moments, beforehand and afterwards. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whenAnExclusionBecameKnownMakesNoDifferenceToWholeHours(long seed) {
    Random random = new Random(seed);
    Slo slo = slo(new TimeWindow.Rolling(PERIOD));
    SliTracker tracker = rolling();
    List<long[]> truth = new ArrayList<>();
    List<Exclusion> exclusions = new ArrayList<>();
    long hour = 3_600_000;
    long time = BEGIN.toEpochMilli();
    for (int i = 0; i < 3_000; i++) {
      long before = time;
      time += random.nextInt(150_000);
      long bad = random.nextInt(3);
      Scrapes.total(tracker, before, time, bad + 5);
      Scrapes.events(tracker, time, bad);
      truth.add(new long[] {time, bad, bad + 5});
      if (random.nextInt(60) == 0) {
        long from = BEGIN.toEpochMilli() + random.nextInt(80) * hour;
        exclusions.add(exclusion(from, from + (1 + random.nextInt(5)) * hour));
        if (random.nextBoolean()) {
          exclusions.remove(random.nextInt(exclusions.size()));
        }
        tracker.exclude(exclusions);
      }
      if (random.nextInt(300) == 0) {
        tracker =
            new SliTracker(slo, Cbor.read(Cbor.write(tracker.state()), SliTracker.State.class));
        tracker.exclude(exclusions);
      }
    }
    tracker.advance(time);
    for (Window window : Window.values()) {
      double bad = 0;
      double all = 0;
      for (long[] event : truth) {
        boolean out =
            exclusions.stream()
                .anyMatch(
                    e -> e.from().toEpochMilli() <= event[0] && event[0] < e.to().toEpochMilli());
        long width = window.bucket().toMillis();
        long end = Math.floorDiv(event[0], width) * width + width;
        if (!out && end > time - window.length(PERIOD).toMillis()) {
          bad += event[1];
          all += event[2];
        }
      }
      assertThat(tracker.sums(window).total()).as(window.label()).isEqualTo(all);
      assertThat(tracker.sums(window).events()).as(window.label()).isEqualTo(bad);
    }
  }
}
