package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

  private final RetrySchedule schedule = new RetrySchedule(new SplittableRandom(7));

  private Optional<Instant> next(int attempts) {
    return schedule.next(attempts, NOW, Optional.empty());
  }

  @Test
  void waitsLongerEachTimeAndNeverLessThanItsStep() {
    List<String> steps =
        List.of(
            "PT1S", "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H");

    for (int attempts = 1; attempts <= steps.size(); attempts++) {
      Duration step = Duration.parse(steps.get(attempts - 1));
      assertThat(next(attempts).orElseThrow())
          .isBetween(NOW.plus(step), NOW.plus(step.multipliedBy(11).dividedBy(10)));
    }
  }

  @Test
  void givesUpAfterElevenAttemptsOverThreeDays() {
    List<Instant> attempts = new ArrayList<>(List.of(NOW));
    for (Optional<Instant> next = Optional.of(NOW);
        next.isPresent();
        next = schedule.next(attempts.size(), next.get(), Optional.empty())) {
      if (!next.get().equals(NOW)) {
        attempts.add(next.get());
      }
    }

    assertThat(attempts).hasSize(RetrySchedule.ATTEMPTS).hasSize(11);
    assertThat(Duration.between(NOW, attempts.get(10)))
        .isBetween(Duration.ofHours(75), Duration.ofHours(84));
  }

  @Test
  void spreadsWhatFailedTogether() {
    List<Instant> next = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      next.add(next(3).orElseThrow());
    }
    assertThat(next.stream().distinct().count()).isGreaterThan(95);
  }

  @Test
  void waitsAsLongAsTheReceiverAsksButNotShorterThanItsStep() {
    assertThat(schedule.next(1, NOW, Optional.of(Duration.ofMinutes(10))).orElseThrow())
        .isBetween(NOW.plusSeconds(600), NOW.plusSeconds(660));
    assertThat(schedule.next(3, NOW, Optional.of(Duration.ofSeconds(1))).orElseThrow())
        .isAfterOrEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void doesNotBelieveAReceiverThatAsksForMoreThanADay() {
    assertThat(schedule.next(1, NOW, Optional.of(Duration.ofDays(400))).orElseThrow())
        .isBefore(NOW.plus(Duration.ofHours(27)));
  }

  @Test
  void understandsSecondsAndDatesInRetryAfter() {
    assertThat(RetryAfter.parse("120", NOW)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 09:01:30 GMT", NOW))
        .contains(Duration.ofSeconds(90));
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 08:00:00 GMT", NOW)).isEmpty();
    assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
