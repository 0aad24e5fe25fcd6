package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.Attainment;
import io.plumbline.fact.ErrorBudget;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened is judged by the target of its time, and a closed period keeps its own. */
class ChangedTargetTest {

  private static final Selector NOTHING = new Selector("x", "x", List.of());
  private static final Instant BEGIN = Instant.parse("2026-10-03T12:00:00Z");
  private static final long HOUR = 3_600_000;
  private static final TimeWindow ROLLING = new TimeWindow.Rolling(Duration.ofDays(2));
  private static final TimeWindow DAYS =
      new TimeWindow.Calendar(
          LocalDateTime.parse("2026-01-01T00:00"), ZoneOffset.UTC, 1, ChronoUnit.DAYS);

  private static Slo slo(TimeWindow window, double target, Optional<Instant> from) {
    return new Slo(
        "availability",
        "Availability",
        "checkout",
        new RatioSli("errors", RatioSli.Counts.BAD, NOTHING, NOTHING),
        new Budgeting.Occurrences(),
        target,
        window,
        Duration.ofMinutes(5),
        from);
  }

  private static SliTracker tracker(TimeWindow window, double target) {
    return new SliTracker(slo(window, target, Optional.empty()), BEGIN.toEpochMilli());
  }

  /** The catalogue says another target; the state goes through the store. */
  private static SliTracker changed(
      SliTracker before, double target, Optional<Instant> from, long now) {
    SliTracker after =
        new SliTracker(
            slo(before.slo().window(), target, from),
            Cbor.read(Cbor.write(before.state()), SliTracker.State.class));
    after.promise(now);
    return after;
  }

  private static long at(String time) {
    return Instant.parse("2026-10-03T" + time + "Z").toEpochMilli();
  }

  private static void count(SliTracker tracker, long time, long total, long bad) {
    Scrapes.total(tracker, time, time, total);
    Scrapes.events(tracker, time, bad);
  }

  private static <T> T fact(SloReading reading, Class<T> type) {
    return reading.evidence().stream()
        .map(Evidence::fact)
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  @Test
  void whatCameBeforeTheChangeKeepsItsTarget() {
    SliTracker tracker = tracker(ROLLING, 0.9);
    count(tracker, at("13:58:00"), 100, 5);
    tracker = changed(tracker, 0.99, Optional.empty(), at("14:00:00"));
    SloReading before = SloReading.of(tracker, "gold", at("14:00:01"));
    assertThat(fact(before, Attainment.class).target()).isEqualTo(0.9);
    assertThat(fact(before, ErrorBudget.class).remaining()).isCloseTo(0.5, within(1e-12));

    count(tracker, at("14:10:00"), 300, 3);
    SloReading after = SloReading.of(tracker, "gold", at("14:10:01"));
    // Of 400 events 100 × 0.1 + 300 × 0.01 = 13 may be bad, and 8 are.
    assertThat(fact(after, Attainment.class).target()).isCloseTo(1 - 13.0 / 400, within(1e-12));
    assertThat(fact(after, ErrorBudget.class).remaining()).isCloseTo(1 - 8.0 / 13, within(1e-12));
    assertThat(after.standing().burnRates().get("5m")).isCloseTo(1, within(1e-9));
    assertThat(tracker.target(Window.MINUTES_5)).isEqualTo(0.99);
  }

  @Test
  void aClosedPeriodKeepsWhatItWasJudgedBy() {
    SliTracker tracker = tracker(DAYS, 0.9);
    count(tracker, at("13:30:00"), 100, 5);
    tracker = changed(tracker, 0.99, Optional.empty(), at("14:00:00"));
    count(tracker, at("14:30:00"), 300, 3);
    long night = at("23:59:59") + 600_000;
    SloReading.of(tracker, "gold", night);
    tracker = changed(tracker, 0.5, Optional.of(BEGIN), night);
    double closed =
        SloReading.of(tracker, "gold", night).standing().terms().closed().get(0).target();
    assertThat(closed).isCloseTo(1 - 13.0 / 400, within(1e-12));
    assertThat(tracker.target(Window.PERIOD)).isEqualTo(0.5);
  }

  @Test
  void aTargetMayBeInForceSinceAnEarlierInstantOrFromALaterOneOn() {
    Targets first = Targets.of(0.9);
    long now = at("14:00:00");
    Targets earlier = first.promise(0.99, Optional.of(Instant.ofEpochMilli(at("13:00:00"))), now);
    assertThat(earlier.at(at("12:59:59"))).isEqualTo(0.9);
    assertThat(earlier.at(at("13:00:00"))).isEqualTo(0.99);
    assertThat(earlier.promise(0.99, Optional.of(Instant.ofEpochMilli(at("13:00:00"))), now + 1))
        .as("read again")
        .isEqualTo(earlier);
    Targets later = first.promise(0.99, Optional.of(Instant.ofEpochMilli(at("15:00:00"))), now);
    assertThat(later.at(at("14:59:59"))).isEqualTo(0.9);
    assertThat(later.at(at("15:00:00"))).isEqualTo(0.99);
    assertThat(later.promise(0.9, Optional.empty(), now + 1)).as("taken back").isEqualTo(first);
    assertThat(later.change())
        .isEqualTo("the target is 99 % instead of 90 % since 2026-10-03T15:00:00Z");
  }

  /** Targets change at whole hours, where all buckets begin. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyWindowIsJudgedByTheMeanOfTheTargetsOfItsEvents(long seed) {
    Random random = new Random(seed);
    SliTracker tracker = tracker(ROLLING, 0.9);
    List<double[]> truth = new ArrayList<>();
    long time = BEGIN.toEpochMilli();
    double target = 0.9;
    for (int hour = 0; hour < 100; hour++) {
      if (random.nextInt(5) == 0) {
        target = (1 + random.nextInt(999)) / 1_000.0;
        tracker = changed(tracker, target, Optional.empty(), time);
      }
      for (int i = 0; i < 30; i++) {
        long all = random.nextInt(50);
        long instant = time + random.nextInt((int) HOUR);
        count(tracker, instant, all, 0);
        truth.add(new double[] {instant, all, target});
      }
      time += HOUR;
    }
    long end = time;
    tracker.advance(end);
    for (Window window : Window.values()) {
      long width = window.bucket().toMillis();
      double all = 0;
      double kept = 0;
      for (double[] event : truth) {
        long until = Math.floorDiv((long) event[0], width) * width + width;
        if (until > end - window.length(Duration.ofDays(2)).toMillis()) {
          all += event[1];
          kept += event[1] * event[2];
        }
      }
      assertThat(tracker.target(window))
          .as(window.label())
          .isCloseTo(all == 0 ? target : kept / all, within(1e-9));
    }
  }
}
