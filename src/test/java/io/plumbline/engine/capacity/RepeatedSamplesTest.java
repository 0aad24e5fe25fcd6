package io.plumbline.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.capacity.CapacityTracker.State;
import io.plumbline.finding.CapacityStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of samples and immediate repeats change no figure. */
class RepeatedSamplesTest {

  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(20));

  private record Sample(int series, long timeMillis, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aRepeatOfTheNewestSampleIsNotCounted(long seed) {
    List<Sample> samples = samples(new Random(seed));
    List<Sample> repeated = new ArrayList<>();
    for (Sample sample : samples) {
      // High ones more often, so that counting them would raise the percentile.
      repeated.addAll(Collections.nCopies(sample.value() > 0.5 ? 9 : 2, sample));
    }

    assertThat(standing(repeated)).isEqualTo(standing(samples));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void theOrderOfSamplesMakesNoDifference(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, random);

    assertThat(standing(shuffled)).isEqualTo(standing(samples));
  }

  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    for (Instant at = START; at.isBefore(END); at = at.plus(Duration.ofMinutes(20))) {
      for (int series = 0; series < 3; series++) {
        samples.add(new Sample(series, at.toEpochMilli(), random.nextDouble()));
      }
    }
    return samples;
  }

  private static CapacityStanding standing(List<Sample> samples) {
    CapacityTarget target =
        new CapacityTarget(
            "search-disk",
            "search",
            "disk",
            new Selector("disk_used_ratio", "disk_used_ratio", List.of()),
            2,
            Duration.ofDays(30));
    CapacityTracker tracker = new CapacityTracker(target, "gold", State.EMPTY);
    samples.forEach(s -> tracker.add(s.series(), s.timeMillis(), s.value()));
    return tracker.read(END).standing();
  }
}
