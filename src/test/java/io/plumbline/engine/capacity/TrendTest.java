package io.plumbline.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendTest {

  @Test
  void sixDaysAreTooFew() {
    assertThat(Trend.through(days(6, d -> d))).isEmpty();
    assertThat(Trend.through(days(7, d -> d))).isPresent();
  }

  @Test
  void wildDaysDoNotMoveIt() {
    Trend trend = Trend.through(days(30, d -> d % 5 == 0 ? 100 : 0.4 + 0.01 * d)).orElseThrow();

    assertThat(trend.slope()).isCloseTo(0.01, within(0.002));
    assertThat(trend.after(29)).isCloseTo(0.69, within(0.05));
  }

  @Test
  void missingDaysKeepTheirPlaceInTime() {
    List<DailyPeak> gappy =
        days(40, d -> 0.1 + 0.01 * d).stream().filter(p -> p.day() % 3 != 0).toList();

    assertThat(Trend.through(gappy).orElseThrow().slope()).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void daysCountFromTheLastDay() {
    Trend trend = Trend.through(days(11, d -> 0.5 + 0.01 * d)).orElseThrow();

    assertThat(trend.daysTo(0.7).orElseThrow()).isCloseTo(10, within(1e-9));
    assertThat(trend.daysTo(0.55)).hasValue(0);
    assertThat(trend.daysTo(0.6 + 0.01 * 729.9)).isPresent();
    assertThat(trend.daysTo(0.6 + 0.01 * 730.1)).isEmpty();
    assertThat(Trend.through(days(11, d -> 0.5)).orElseThrow().daysTo(0.7)).isEmpty();
  }

  /**
   * Another way to the same line: a slope is the median when as many pairs lie above the line
   * through the origin with that slope as below, found by bisection without any list of slopes.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithBisection(long seed) {
    Random random = new Random(seed);
    List<DailyPeak> peaks = new ArrayList<>();
    for (long day = 5000; peaks.size() < 7 + random.nextInt(53); day += 1 + random.nextInt(3)) {
      peaks.add(new DailyPeak(day, random.nextDouble() + 0.002 * (day - 5000)));
    }
    Trend trend = Trend.through(peaks).orElseThrow();

    double low = middle(-10, 10, slope -> balance(peaks, slope));
    assertThat(trend.slope()).isCloseTo(low, within(1e-9));
    double offset =
        middle(
            -1000,
            1000,
            b ->
                peaks.stream()
                    .mapToDouble(p -> Math.signum(p.value() - low * (p.day() - 5000) - b))
                    .sum());
    assertThat(trend.offset()).isCloseTo(offset, within(1e-8));
  }

  /** Middle of the range in which a falling step function is zero, or the step through zero. */
  private static double middle(double from, double to, DoubleUnaryOperator falling) {
    return (edge(from, to, x -> falling.applyAsDouble(x) > 0)
            + edge(from, to, x -> falling.applyAsDouble(x) >= 0))
        / 2;
  }

  private static double edge(double from, double to, DoublePredicate before) {
    double low = from;
    double high = to;
    for (int i = 0; i < 200; i++) {
      double half = (low + high) / 2;
      if (before.test(half)) {
        low = half;
      } else {
        high = half;
      }
    }
    return low;
  }

  private static double balance(List<DailyPeak> peaks, double slope) {
    double sum = 0;
    for (DailyPeak a : peaks) {
      for (DailyPeak b : peaks) {
        if (a.day() < b.day()) {
          sum += Math.signum(b.value() - a.value() - slope * (b.day() - a.day()));
        }
      }
    }
    return sum;
  }

  private static List<DailyPeak> days(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count)
        .mapToObj(d -> new DailyPeak(1000 + d, value.applyAsDouble(d)))
        .toList();
  }
}
