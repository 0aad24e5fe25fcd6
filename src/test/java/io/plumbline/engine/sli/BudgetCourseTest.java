package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetCourseTest {

  private static final long BEGIN = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final Selector SERIES = new Selector("x", "x", List.of());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 59, 60, 61, 119, 120, 121, 400, 719, 800})
  void isThatOfEveryHourOfWhichAFewAreShown(int hours) {
    SplittableRandom random = new SplittableRandom(hours);
    SliTracker tracker =
        new SliTracker(
            new Slo(
                "o",
                "o",
                "s",
                new RatioSli("i", RatioSli.Counts.BAD, SERIES, SERIES),
                0.99,
                Duration.ofDays(30),
                Duration.ofMinutes(5)),
            BEGIN);
    long now = BEGIN;
    for (int hour = 0; hour < hours; hour++) {
      now = BEGIN + hour * HOUR + 60_000;
      Scrapes.total(tracker, now - 60_000, now, 100);
      Scrapes.events(tracker, now, random.nextInt(3));
    }
    ObjectiveStanding standing = SloReading.of(tracker, "gold", now).standing();

    assertThat(standing.budgetCourse()).isEqualTo(shown(everyHour(tracker, now)));
    assertThat(last(standing.budgetCourse()).value())
        .isCloseTo(standing.budgetRemaining().orElseThrow(), Offset.offset(1e-9));
  }

  private static List<Point> everyHour(SliTracker tracker, long asOf) {
    double budget = tracker.sums(Window.PERIOD).total() * tracker.slo().errorBudget();
    List<Point> all = new ArrayList<>();
    double[] spent = {0};
    tracker.period(
        (end, bad, total) -> {
          spent[0] += bad;
          if (total > 0 || !all.isEmpty()) {
            all.add(new Point(Instant.ofEpochMilli(Math.min(end, asOf)), 1 - spent[0] / budget));
          }
        });
    return all;
  }

  /** At most 60, at even distances, counted back from the newest. */
  private static List<Point> shown(List<Point> all) {
    int step = (all.size() + 59) / 60;
    List<Point> shown = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i -= step) {
      shown.add(0, all.get(i));
    }
    return shown;
  }

  private static Point last(List<Point> course) {
    return course.get(course.size() - 1);
  }
}
