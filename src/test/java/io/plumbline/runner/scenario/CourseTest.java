package io.plumbline.runner.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseTest {

  private static final Labels LABELS = Labels.of(List.of());

  @Test
  void aCounterCountsWholeEventsFromItsFirstPhaseOn() {
    Course course = course(true, phase("1m", 0.1, false), phase("2m", 2, false));

    assertThat(course.at(offset("30s"))).isEmpty();
    assertThat(course.at(offset("1m"))).hasValue(0);
    assertThat(course.at(offset("1m29s"))).hasValue(2);
    assertThat(course.at(offset("2m"))).hasValue(6);
    assertThat(course.at(offset("3m"))).hasValue(126);
  }

  @Test
  void aCounterThatIsSilentCountsOnAsItsPhaseSays() {
    Course course =
        course(true, phase("0m", 1, false), phase("1m", 5, true), phase("2m", 1, false));

    assertThat(course.at(offset("1m30s"))).isEmpty();
    assertThat(course.at(offset("2m"))).hasValue(360);
  }

  @Test
  void aGaugeGoesStraightToWhatItReaches() {
    Course course =
        course(
            false, new Phase(offset("0m"), 10, 20, false), new Phase(offset("10m"), 50, 50, false));

    assertThat(course.at(offset("0m"))).hasValue(10);
    assertThat(course.at(offset("5m"))).hasValue(15);
    assertThat(course.at(offset("10m"))).hasValue(50);
    assertThat(course.at(offset("59m"))).hasValue(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0m", "30s", "1h30m", "2d", "1d2h3m4s"})
  void offsetsReadAsTheyAreWritten(String text) {
    assertThat(Offset.parse(text).map(Offset::text)).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5 m", "1m1h", "-5m", "1.5h"})
  void whatIsNoOffsetIsNone(String text) {
    assertThat(Offset.parse(text)).isEmpty();
  }

  private static Course course(boolean counter, Phase... phases) {
    return new Course(LABELS, counter, List.of(phases), offset("1h"));
  }

  private static Phase phase(String from, double perSecond, boolean silent) {
    return new Phase(offset(from), perSecond, perSecond, silent);
  }

  private static Duration offset(String text) {
    return Offset.parse(text).orElseThrow();
  }
}
