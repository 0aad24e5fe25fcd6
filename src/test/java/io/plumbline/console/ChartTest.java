package io.plumbline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private final Chart chart = new Chart(100, 10, START, START.plusSeconds(100), 1);

  @Test
  void drawsTimeToTheRightAndValuesUpwards() {
    assertThat(chart.line(List.of(point(0, 0), point(50, 0.255), point(100, 1))))
        .isEqualTo("M0 10L50 7.5L100 0");
    assertThat(chart.area(List.of(point(0, 0.5), point(100, 1))))
        .isEqualTo("M0 5L100 0L100 10L0 10Z");
  }

  @Test
  void staysWithinItsEdges() {
    assertThat(chart.line(List.of(point(0, -0.4), point(100, 1.4)))).isEqualTo("M0 10L100 0");
    assertThat(chart.line(List.of(point(-20, 0.2), point(0, 0.5), point(10, 0.5))))
        .isEqualTo("M0 5L10 5");
  }

  @Test
  void liftsThePenOverAGapInsteadOfDrawingAValue() {
    List<Point> points = new ArrayList<>();
    IntStream.rangeClosed(0, 3).forEach(i -> points.add(point(i * 10, 0.5)));
    IntStream.rangeClosed(8, 10).forEach(i -> points.add(point(i * 10, 0.5)));

    assertThat(chart.line(points)).isEqualTo("M0 5L10 5L20 5L30 5M80 5L90 5L100 5");
  }

  @Test
  void drawsNoMorePointsThanCanBeSeen() {
    List<Point> points = new ArrayList<>();
    for (int millis = 0; millis <= 100_000; millis += 50) {
      points.add(new Point(START.plusMillis(millis), 0.5));
    }

    String line = chart.line(points);

    assertThat(line.split("[ML]")).hasSizeLessThan(110);
    assertThat(line).endsWith("L100 5");
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(chart.line(List.of())).isEmpty();
    assertThat(chart.area(List.of(point(5, 0.5)))).isEmpty();
  }

  @Test
  void drawsABandBetweenTwoCourses() {
    assertThat(
            chart.band(
                List.of(point(0, 0.6), point(100, 0.8)), List.of(point(0, 0.4), point(100, 0.6))))
        .isEqualTo("M0 4L100 2L100 4L0 6Z");
  }

  @Test
  void theTrendHasTheSpreadOfThePastDays() {
    List<Point> ends = List.of(point(0, 0), point(100, 1));
    List<Point> days = new ArrayList<>();
    for (int i = 0; i <= 20; i++) {
      days.add(point(i, i / 100.0 + (i % 2 == 0 ? 0.1 : -0.05)));
    }

    Trend trend = Trend.of(ends, days);

    assertThat(trend.at(START.plusSeconds(50)).getAsDouble()).isEqualTo(0.5);
    assertThat(trend.above()).isCloseTo(0.1, within(1e-9));
    assertThat(trend.below()).isCloseTo(-0.05, within(1e-9));
    assertThat(Trend.of(List.of(), days).at(START)).isEmpty();
    assertThat(Trend.of(List.of(point(1, 1), point(1, 2)), days).ends()).isEmpty();
  }

  private static Point point(int second, double value) {
    return new Point(START.plusSeconds(second), value);
  }
}
