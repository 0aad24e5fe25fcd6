package io.plumbline.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.capacity.CapacityTracker.Reading;
import io.plumbline.engine.capacity.CapacityTracker.State;
import io.plumbline.fact.CapacityForecast;
import io.plumbline.fact.CapacityUse;
import io.plumbline.finding.Point;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTrackerTest {

  private static final Instant MONDAY = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant NOON = MONDAY.plus(Duration.ofHours(12));
  private static final ObjectMapper CBOR = new CBORMapper();

  private final CapacityTracker tracker = tracker(State.EMPTY);

  @Test
  void knowsNothingBeforeTheFirstSample() {
    Reading reading = tracker.read(NOON);

    assertThat(reading.evidence()).isEmpty();
    assertThat(reading.nextDue()).isEmpty();
    assertThat(reading.standing().utilisation()).isEmpty();
    assertThat(reading.standing().newestSample()).isEmpty();
    assertThat(reading.standing().trendKnown()).isFalse();
    assertThat(reading.standing().dailyPeak()).isEmpty();
    assertThat(reading.standing().trend()).isEmpty();
  }

  @Test
  void usesTheHighestOfTheCurrentSeries() {
    add(1, NOON, 0.4);
    add(2, NOON.minusSeconds(300), 0.7);
    add(3, NOON.minusSeconds(301), 0.9);

    assertThat(tracker.read(NOON).evidence())
        .containsExactly(new Evidence(new CapacityUse("search", "gold", "disk", 0.7, 0.85), NOON));
  }

  @Test
  void newestValueOfASeriesCountsInWhateverOrderSamplesCome() {
    add(1, NOON, 0.4);
    add(1, NOON.minusSeconds(60), 0.8);

    assertThat(tracker.read(NOON).standing().utilisation()).hasValue(0.4);
  }

  @Test
  void useIsUnknownOnceTheNewestSampleIsOlderThanFiveMinutes() {
    add(1, NOON, 0.4);
    Instant lastKnown = NOON.plusSeconds(300);

    Reading known = tracker.read(lastKnown);
    assertThat(known.evidence()).hasSize(1);
    assertThat(known.nextDue()).hasValue(lastKnown.plusMillis(1));

    Reading stale = tracker.read(lastKnown.plusMillis(1));
    assertThat(stale.evidence()).isEmpty();
    assertThat(stale.standing().utilisation()).isEmpty();
    assertThat(stale.standing().newestSample()).hasValue(NOON);
    assertThat(stale.nextDue()).hasValue(MONDAY.plus(Duration.ofDays(1)));
  }

  @Test
  void whatIsNotFiniteIsNoValue() {
    add(1, NOON, 0.4);
    add(1, NOON.plusSeconds(1), Double.NaN);
    add(1, NOON.plusSeconds(2), Double.POSITIVE_INFINITY);
    add(1, NOON.plusSeconds(3), Double.NEGATIVE_INFINITY);
    add(1, NOON.plusSeconds(4), Double.MAX_VALUE);

    assertThat(tracker.read(NOON).standing().newestSample()).hasValue(NOON);
    assertThat(tracker.read(NOON).standing().utilisation()).hasValue(0.4);
  }

  @Test
  void wildestValuesGiveOnlyFiniteFigures() {
    double[] wild = {1e100, -1e100, 1e-320, -1e-320, 0, 1e100, -1e100, 1, 1e100};
    for (int day = 0; day < wild.length; day++) {
      add(1, noonOf(day), wild[day]);
    }

    Reading reading = tracker.read(noonOf(wild.length));
    assertThat(reading.standing().trendKnown()).isTrue();
    assertThat(reading.standing().trend()).extracting(Point::value).allMatch(Double::isFinite);
    assertThat(reading.standing().dailyPeak()).extracting(Point::value).allMatch(Double::isFinite);
  }

  @Test
  void aTrendNeedsAWeekOfCompleteDays() {
    for (int day = 0; day < 7; day++) {
      add(1, noonOf(day), 0.5 + 0.01 * day);
    }
    Instant weekOver = MONDAY.plus(Duration.ofDays(7));

    Reading before = tracker.read(weekOver.minusMillis(1));
    assertThat(before.standing().trendKnown()).isFalse();
    assertThat(before.standing().dailyPeak()).hasSize(6);
    assertThat(before.nextDue()).hasValue(weekOver);

    Reading after = tracker.read(weekOver);
    assertThat(after.standing().trendKnown()).isTrue();
    assertThat(after.standing().dailyPeak()).hasSize(7);
    assertThat(after.evidence())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.at()).isEqualTo(weekOver);
              CapacityForecast forecast = (CapacityForecast) e.fact();
              assertThat(forecast.days()).isCloseTo(29, within(3.0));
              assertThat(forecast.noticeDays()).isEqualTo(30);
              assertThat(forecast.threshold()).isEqualTo(0.85);
            });
  }

  @Test
  void aGrowingDiskCrossesOnTheRightDay() {
    // From 55 % it gains 0.8 points a day at 6 in the morning; 85 % is reached after 37.5 days.
    for (int hour = 0; hour < 30 * 24; hour++) {
      Instant at = MONDAY.plus(Duration.ofHours(hour));
      add(1, at, 0.55 + 0.008 * (hour / 24.0));
    }
    Reading reading = tracker.read(MONDAY.plus(Duration.ofDays(30)));

    // The daily 95th percentile is the value at hour 21 of 23, so the line crosses 21 h earlier.
    double exact = 37.5 - 21 / 24.0 - 29;
    assertThat(reading.standing().days().orElseThrow()).isCloseTo(exact, within(1.0));
    assertThat(reading.standing().trend()).hasSize(2);
    assertThat(reading.standing().trend().get(0).at()).isEqualTo(MONDAY.plus(Duration.ofDays(1)));
    assertThat(reading.standing().trend().get(1).at()).isEqualTo(MONDAY.plus(Duration.ofDays(75)));
    assertThat(reading.standing().trend().get(1).value())
        .isCloseTo(0.55 + 0.008 * (74 + 21 / 24.0), within(0.01));
  }

  @Test
  void daysWithoutDataPassAllTheSame() {
    for (int day = 0; day < 20; day++) {
      add(1, noonOf(day), 0.55 + 0.008 * day);
    }
    double next = tracker.read(MONDAY.plus(Duration.ofDays(20))).standing().days().orElseThrow();
    Reading later = tracker.read(MONDAY.plus(Duration.ofDays(23)));

    assertThat(later.standing().days()).hasValueCloseTo(next - 3, within(1e-9));
  }

  @Test
  void aTrendAtItsThresholdHasNoDaysLeft() {
    for (int day = 0; day < 10; day++) {
      add(1, noonOf(day), 0.9);
    }

    assertThat(tracker.read(noonOf(10)).standing().days()).hasValue(0);
  }

  @Test
  void aFallingTrendNeverCrossesAndIsNotDrawnBelowZero() {
    for (int day = 0; day < 10; day++) {
      add(1, noonOf(day), 0.5 - 0.04 * day);
    }

    Reading reading = tracker.read(noonOf(10));
    assertThat(reading.standing().trendKnown()).isTrue();
    assertThat(reading.standing().days()).isEmpty();
    assertThat(reading.evidence()).isEmpty();
    Point last = reading.standing().trend().get(1);
    assertThat(last.value()).isCloseTo(0, within(1e-9));
    assertThat(last.at()).isBetween(noonOf(12), noonOf(14));
  }

  @Test
  void aCrossingBeyondTwoYearsIsNotInSight() {
    for (int day = 0; day < 60; day++) {
      add(1, noonOf(day), 0.3 + 0.0005 * day);
    }

    assertThat(tracker.read(noonOf(60)).standing().trendKnown()).isTrue();
    assertThat(tracker.read(noonOf(60)).standing().days()).isEmpty();
  }

  @Test
  void anOldTrendIsNoForecast() {
    for (int day = 0; day < 10; day++) {
      add(1, noonOf(day), 0.5 + 0.01 * day);
    }
    Instant lastValid = MONDAY.plus(Duration.ofDays(17));

    assertThat(tracker.read(lastValid).standing().days()).isPresent();
    assertThat(tracker.read(lastValid).nextDue()).hasValue(lastValid.plusMillis(1));
    Reading lapsed = tracker.read(lastValid.plusMillis(1));
    assertThat(lapsed.standing().trendKnown()).isFalse();
    assertThat(lapsed.standing().days()).isEmpty();
    assertThat(lapsed.standing().trend()).isEmpty();
    assertThat(lapsed.standing().dailyPeak()).hasSize(10);
    assertThat(lapsed.nextDue()).isEmpty();
  }

  @Test
  void lateSamplesCorrectADayWhileItIsAmongTheNewest35() {
    add(1, noonOf(0), 0.2);
    add(1, noonOf(1), 0.2);
    add(1, noonOf(35), 0.2);
    tracker.read(noonOf(35));

    add(2, noonOf(0), 0.6);
    add(2, noonOf(1), 0.6);
    add(3, noonOf(1), 0.6);

    assertThat(tracker.read(noonOf(35)).standing().dailyPeak())
        .extracting(p -> Math.round(p.value() * 100))
        .containsExactly(20L, 60L);
  }

  @Test
  void daysAreForgottenAfter400() {
    for (int day = 0; day < 500; day++) {
      add(1, noonOf(day), 0.2);
    }

    assertThat(tracker.state().sketches()).hasSize(35);
    assertThat(tracker.state().closedDays()).hasSize(365);
    assertThat(tracker.read(noonOf(500)).standing().dailyPeak()).hasSize(60);
  }

  @Test
  void seriesAreForgottenWhenIdleAndBoundedInNumber() {
    for (int series = 0; series < 12_000; series++) {
      add(series, NOON, 0.2);
    }
    assertThat(tracker.state().samples()).hasSize(10_000);

    add(5, NOON.plus(Duration.ofHours(2)), 0.2);
    assertThat(tracker.state().samples()).extracting(State.Newest::series).containsExactly(5);
  }

  @Test
  void goesOnFromItsStateAsIfNeverStopped() throws IOException {
    CapacityTracker stopped = tracker(State.EMPTY);
    for (int hour = 0; hour < 80 * 24; hour++) {
      Instant at = MONDAY.plus(Duration.ofHours(hour));
      double value = 0.3 + 0.0001 * hour + 0.1 * Math.sin(hour);
      add(1, at, value);
      stopped.add(1, at.toEpochMilli(), value);
      if (hour % 500 == 0) {
        byte[] kept = CBOR.writeValueAsBytes(stopped.state());
        assertThat(kept).isEqualTo(CBOR.writeValueAsBytes(tracker.state()));
        stopped = tracker(CBOR.readValue(kept, State.class));
      }
      if (hour % 7 == 0) {
        assertThat(stopped.read(at)).isEqualTo(tracker.read(at));
      }
    }
    byte[] kept = CBOR.writeValueAsBytes(stopped.state());
    assertThat(kept).isEqualTo(CBOR.writeValueAsBytes(tracker.state())).hasSizeLessThan(10_000);
  }

  private void add(int series, Instant at, double value) {
    tracker.add(series, at.toEpochMilli(), value);
  }

  private static Instant noonOf(int day) {
    return NOON.plus(Duration.ofDays(day));
  }

  private static CapacityTracker tracker(State state) {
    Selector selector = new Selector("disk_used_ratio", "disk_used_ratio", List.of());
    return new CapacityTracker(
        new CapacityTarget("search-disk", "search", "disk", selector, 0.85, Duration.ofDays(30)),
        "gold",
        state);
  }
}
