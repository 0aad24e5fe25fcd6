package io.plumbline.engine.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The clock against a walk over every minute, on made-up tickets. */
class IncidentClockOracleTest {

  private static final int CASES = 100;

  /** Of both kinds together there are 2,000; {@code -Dclocks=…} multiplies them. */
  private static final int WALKED = 200 * Integer.getInteger("clocks", 1);

  @RepeatedTest(5)
  void agreesWithAWalkOverEveryMinute(RepetitionInfo repetition) {
    Random random = new Random(20_260_610 + repetition.getCurrentRepetition());
    agreesWithAWalk(() -> RandomCase.of(random));
  }

  @RepeatedTest(5)
  void agreesWithAWalkWhereEventsComeLateAndAreCorrected(RepetitionInfo repetition) {
    Random random = new Random(20_261_125 + repetition.getCurrentRepetition());
    agreesWithAWalk(() -> RandomCase.of(random).retold(random));
  }

  private static void agreesWithAWalk(Supplier<RandomCase> cases) {
    for (int i = 0; i < WALKED; i++) {
      RandomCase example = cases.get();
      Optional<MinuteWalk.Found> expected = new MinuteWalk(example).find();
      Optional<ClockReading> reading = read(example.events(), example);

      assertThat(reading.map(IncidentClockOracleTest::found))
          .as("case %d: %s", i, example)
          .isEqualTo(expected);
    }
  }

  @RepeatedTest(3)
  void orderOfArrivalAndDuplicatesMakeNoDifference(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < CASES; i++) {
      RandomCase example = RandomCase.of(random);
      List<IncidentEvent> mixed = new ArrayList<>(example.events());
      mixed.add(mixed.get(random.nextInt(mixed.size())));
      Collections.shuffle(mixed, random);

      assertThat(read(mixed, example)).isEqualTo(read(example.events(), example));
    }
  }

  /** Between two decisive instants an open clock shows the same, but for the time used. */
  @RepeatedTest(3)
  void nothingIsDecidedBetweenDecisiveInstants(RepetitionInfo repetition) {
    Random random = new Random(77 + repetition.getCurrentRepetition());
    for (int i = 0; i < CASES; i++) {
      RandomCase example = RandomCase.of(random);
      Optional<ClockReading> read = read(example.events(), example);
      if (read.isEmpty() || !read.get().status().open()) {
        continue;
      }
      ClockReading reading = read.get();
      ClockReading then =
          IncidentClock.evaluate(
                  example.events(), example.target(), reading.decisiveAt(), Instant.MAX)
              .orElseThrow();

      assertThat(then.status()).as("case %d: %s", i, example).isEqualTo(reading.status());
      assertThat(then.reachedPercent()).isEqualTo(reading.reachedPercent());
      assertThat(then.nextDecisive()).isEqualTo(reading.nextDecisive());
      assertThat(then.decisiveAt()).isEqualTo(reading.decisiveAt());
      assertThat(then.since()).isEqualTo(reading.since());
      reading.nextDecisive().ifPresent(next -> assertThat(next).isAfter(example.asOf()));
    }
  }

  private static Optional<ClockReading> read(List<IncidentEvent> events, RandomCase example) {
    return IncidentClock.evaluate(events, example.target(), example.asOf(), example.knownAt());
  }

  private static MinuteWalk.Found found(ClockReading reading) {
    return new MinuteWalk.Found(
        reading.status().name(),
        reading.priority(),
        reading.cycleStart(),
        reading.stoppedAt(),
        reading.elapsed().toMinutes(),
        reading.dueAt().map(due -> minute(due, 59_999)),
        reading.breachAfter().map(last -> minute(last, 0)));
  }

  private static Instant minute(Instant at, int addedMillis) {
    return Instant.ofEpochMilli((at.toEpochMilli() + addedMillis) / 60_000 * 60_000);
  }
}
