package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Budgeting;
import io.plumbline.catalogue.Budgeting.AtLeast;
import io.plumbline.catalogue.Budgeting.Comparison;
import io.plumbline.catalogue.Budgeting.Ratio;
import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.Budgeting.Within;
import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Slices of a minute, judged one by one. */
class SliceTrackerTest {

  static final long START = 1_780_000_020_000L;
  private static final long MINUTE = 60_000;
  private static final Selector NOTHING = new Selector("x", "x", List.of());

  static Slo slo(Budgeting.Verdict verdict, Uncovered uncovered) {
    Indicator indicator =
        verdict instanceof Within
            ? new GaugeSli("queue", NOTHING)
            : new RatioSli("errors", RatioSli.Counts.BAD, NOTHING, NOTHING);
    return new Slo(
        "availability",
        "Availability",
        "checkout",
        indicator,
        new Slices(Duration.ofMinutes(1), verdict, uncovered),
        0.99,
        new TimeWindow.Rolling(Duration.ofDays(7)),
        Duration.ofMinutes(3));
  }

  private static SliceTracker gauge(Uncovered uncovered) {
    return new SliceTracker(slo(new Within(Comparison.LTE, 100), uncovered), START);
  }

  private static void total(SliceTracker tracker, long time, double increment) {
    Scrapes.total(
        tracker, tracker.hasTotal() ? tracker.newestTotal() : Increments.NEVER, time, increment);
  }

  private static Sums hour(SliceTracker tracker) {
    return tracker.sums(Window.HOUR_1);
  }

  @Test
  void oneSampleOverTheLimitMakesItsSliceBad() {
    SliceTracker tracker = gauge(Uncovered.UNKNOWN);
    tracker.gauge(START, 100);
    tracker.gauge(START + 20_000, 101);
    tracker.gauge(START + 40_000, 100);
    assertThat(hour(tracker).total()).as("the slice still runs").isZero();
    tracker.gauge(START + MINUTE, 5);
    assertThat(hour(tracker)).isEqualTo(new Sums(1, 1, MINUTE));
  }

  @Test
  void aSliceWithoutSamplesHasTheValueOfTheSampleBeforeIt() {
    SliceTracker tracker = gauge(Uncovered.UNKNOWN);
    tracker.gauge(START, 5);
    tracker.gauge(START + 50_000, 400);
    tracker.gauge(START + 50_000 + 3 * MINUTE, 5);
    assertThat(hour(tracker)).isEqualTo(new Sums(3, 3, 3 * MINUTE));
  }

  @Test
  void samplesTooFarApartLeaveTheSlicesBetweenThemToTheChoice() {
    for (Uncovered choice : Uncovered.values()) {
      SliceTracker tracker = gauge(choice);
      tracker.gauge(START, 5);
      tracker.gauge(START + 5 * MINUTE, 5);
      Sums expected =
          switch (choice) {
            case GOOD -> new Sums(0, 5, 5 * MINUTE);
            case BAD -> new Sums(4, 5, 5 * MINUTE);
            case EXCLUDE -> new Sums(0, 1, 5 * MINUTE);
            case UNKNOWN -> new Sums(0, 1, MINUTE);
          };
      assertThat(hour(tracker)).as(choice.name()).isEqualTo(expected);
    }
  }

  @Test
  void whatWasMissingIsJudgedOnceTheFeedIsSilentForTooLong() {
    SliceTracker tracker = gauge(Uncovered.BAD);
    tracker.gauge(START, 5);
    tracker.advance(START + 3 * MINUTE);
    assertThat(hour(tracker).total()).isZero();
    assertThat(tracker.nextBoundary()).isEqualTo(START + 3 * MINUTE + 1);
    tracker.advance(START + 3 * MINUTE + 1);
    assertThat(hour(tracker)).isEqualTo(new Sums(2, 3, 3 * MINUTE));
    assertThat(tracker.nextBoundary()).isLessThanOrEqualTo(START + 4 * MINUTE);
  }

  @Test
  void aSampleThatComesAfterItsSliceWasJudgedCorrectsIt() {
    SliceTracker tracker = gauge(Uncovered.BAD);
    tracker.gauge(START, 5);
    tracker.gauge(START + 10 * MINUTE, 5);
    assertThat(hour(tracker)).isEqualTo(new Sums(9, 10, 10 * MINUTE));
    tracker.gauge(START + 2 * MINUTE, 5);
    assertThat(hour(tracker)).as("covered to it").isEqualTo(new Sums(7, 10, 10 * MINUTE));
    tracker.gauge(START + 30_000, 500);
    assertThat(hour(tracker)).as("worse").isEqualTo(new Sums(9, 10, 10 * MINUTE));
  }

  @Test
  void aSampleOlderThanAllOthersBeginsTheCountEarlier() {
    SliceTracker tracker = gauge(Uncovered.BAD);
    tracker.gauge(START + 10 * MINUTE, 5);
    tracker.gauge(START + 11 * MINUTE, 5);
    tracker.gauge(START, 500);
    assertThat(hour(tracker)).isEqualTo(new Sums(10, 11, 11 * MINUTE));
  }

  @Test
  void aSampleOfASliceNoLongerKeptIsCountedAsTooLate() {
    SliceTracker tracker = gauge(Uncovered.UNKNOWN);
    tracker.gauge(START + 6 * 60 * MINUTE, 5);
    tracker.gauge(START + MINUTE, 500);
    assertThat(tracker.tooLate()).isZero();
    tracker.gauge(START, 500);
    assertThat(tracker.tooLate()).isEqualTo(1);
    assertThat(tracker.sums(Window.DAY_1).total()).isEqualTo(6 * 60 - 1 - 6 * 60 + 2);
  }

  @Test
  void aRatioAtItsTargetIsGoodAndOneBelowIsBad() {
    SliceTracker tracker = new SliceTracker(slo(new AtLeast(0.95), Uncovered.UNKNOWN), START);
    total(tracker, START, 20);
    Scrapes.events(tracker, START, 1);
    total(tracker, START + MINUTE, 20);
    Scrapes.events(tracker, START + MINUTE, 2);
    total(tracker, START + 2 * MINUTE, 0);
    total(tracker, START + 3 * MINUTE, 20);
    assertThat(hour(tracker)).as("good, bad, empty").isEqualTo(new Sums(1, 3, 3 * MINUTE));
  }

  @Test
  void theMeanOfRatiosIsKeptToWithinOneInAThousandMillions() {
    SliceTracker tracker = new SliceTracker(slo(new Ratio(), Uncovered.UNKNOWN), START);
    for (int i = 0; i <= 30; i++) {
      total(tracker, START + i * MINUTE, 3);
      Scrapes.events(tracker, START + i * MINUTE, 1);
    }
    assertThat(tracker.bad(hour(tracker)) / hour(tracker).total())
        .isCloseTo(1 / 3.0, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void badEventsMayComeBeforeOrAfterTheirTotal() {
    SliceTracker tracker = new SliceTracker(slo(new AtLeast(0.95), Uncovered.UNKNOWN), START);
    total(tracker, START, 0);
    Scrapes.events(tracker, START + MINUTE, 2);
    total(tracker, START + MINUTE, 20);
    total(tracker, START + 2 * MINUTE, 20);
    assertThat(hour(tracker)).isEqualTo(new Sums(1, 2, 2 * MINUTE));
    Scrapes.events(tracker, START, 1);
    Scrapes.events(tracker, START + 2 * MINUTE, 9);
    total(tracker, START + 3 * MINUTE, 20);
    assertThat(hour(tracker)).isEqualTo(new Sums(2, 3, 3 * MINUTE));
  }

  @Test
  void aWindowShorterThanASliceHasNoFigure() {
    Slo slo = slo(new Within(Comparison.LT, 1), Uncovered.UNKNOWN);
    SliceTracker tracker =
        new SliceTracker(
            new Slo(
                "a",
                "A",
                "checkout",
                slo.indicator(),
                new Slices(Duration.ofMinutes(15), new Within(Comparison.LT, 1), Uncovered.UNKNOWN),
                0.99,
                slo.window(),
                slo.staleAfter()),
            START);
    for (int i = 0; i < 60; i++) {
      tracker.gauge(START + i * MINUTE, 5);
    }
    assertThat(tracker.sums(Window.MINUTES_5)).isEqualTo(new Sums(0, 0, 0));
    assertThat(tracker.sums(Window.HOURS_6).total()).isGreaterThan(2);
  }

  @Test
  void aValueThatIsNoNumberIsNoSample() {
    SliceTracker tracker = gauge(Uncovered.UNKNOWN);
    tracker.gauge(START, Double.NaN);
    tracker.gauge(START, Double.POSITIVE_INFINITY);
    assertThat(tracker.hasTotal()).isFalse();
  }
}
