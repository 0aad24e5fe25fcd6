package io.plumbline.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.engine.capacity.CapacityTracker.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties over seeded samples; the seed is the parameter. */
class DailyPeaksTest {

  private record Sample(long day, double value) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void peaksAreTheExactPercentilesWithinOnePercentInAnyOrder(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);

    List<DailyPeak> ordered = peaks(samples);
    assertThat(ordered).hasSize(30);
    for (DailyPeak peak : ordered) {
      double exact = exactPeak(samples, peak.day());
      assertThat(peak.value())
          .isCloseTo(exact, within(Math.abs(exact) * DailyPeaks.RELATIVE_ACCURACY + 1e-12));
    }

    Collections.shuffle(samples, random);
    assertThat(peaks(samples)).isEqualTo(ordered);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void olderRepeatsMoveAPeakByNoMoreThanTheirShare(long seed) {
    Random random = new Random(seed);
    List<Sample> samples = samples(random);
    List<Sample> repeated = new ArrayList<>(samples);
    repeated.addAll(samples);
    Collections.shuffle(repeated, random);

    for (DailyPeak peak : peaks(repeated)) {
      double[] values = sorted(samples, peak.day());
      int rank = (int) (0.95 * (values.length - 1));
      // Every sample doubled: the rank moves by less than one sample.
      double low = values[rank];
      double high = values[Math.min(rank + 1, values.length - 1)];
      assertThat(peak.value()).isBetween(low - Math.abs(low) * 0.01, high + Math.abs(high) * 0.01);
    }
  }

  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    for (int day = 100; day < 130; day++) {
      int count = 1 + random.nextInt(400);
      double scale = Math.pow(10, random.nextInt(6) - 3);
      for (int i = 0; i < count; i++) {
        double value = random.nextInt(10) == 0 ? -random.nextDouble() : random.nextDouble();
        samples.add(new Sample(day, random.nextInt(20) == 0 ? 0 : value * scale));
      }
    }
    return samples;
  }

  private static List<DailyPeak> peaks(List<Sample> samples) {
    State empty = State.EMPTY;
    DailyPeaks peaks = new DailyPeaks(empty.sketches(), empty.closedDays(), empty.closedPeaks());
    samples.forEach(s -> peaks.add(s.day(), s.value()));
    return peaks.before(1000, 60);
  }

  private static double exactPeak(List<Sample> samples, long day) {
    double[] values = sorted(samples, day);
    return values[(int) (0.95 * (values.length - 1))];
  }

  private static double[] sorted(List<Sample> samples, long day) {
    double[] values =
        samples.stream().filter(s -> s.day() == day).mapToDouble(Sample::value).toArray();
    Arrays.sort(values);
    return values;
  }
}
