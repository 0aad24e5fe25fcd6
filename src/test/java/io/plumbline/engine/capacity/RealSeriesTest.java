package io.plumbline.engine.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.capacity.CapacityTracker.Reading;
import io.plumbline.engine.capacity.CapacityTracker.State;
import io.plumbline.finding.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real cloud metrics, read in place. */
class RealSeriesTest {

  private record Sample(Instant at, double value) {}

  @ParameterizedTest
  @CsvSource({
    "rds_cpu_utilization_cc0c53, 14, 100",
    "cpu_utilization_asg_misconfiguration, 62, 100",
    "ec2_disk_write_bytes_1ef3de, 15, 1000000000",
    "ec2_network_in_257a54, 14, 20000000"
  })
  void figuresAreFiniteAndPlausible(String name, int fullDays, double threshold)
      throws IOException {
    List<Sample> samples = read(name);
    double lowest = samples.stream().mapToDouble(Sample::value).min().orElseThrow();
    double highest = samples.stream().mapToDouble(Sample::value).max().orElseThrow();
    CapacityTracker tracker =
        new CapacityTracker(
            new CapacityTarget(
                name,
                "real",
                "cpu",
                new Selector("gauge", "gauge", List.of()),
                threshold,
                Duration.ofDays(30)),
            "gold",
            State.EMPTY);

    int trends = 0;
    for (Sample sample : samples) {
      tracker.add(0, sample.at().toEpochMilli(), sample.value());
      Reading reading = tracker.read(sample.at());
      assertThat(reading.standing().utilisation()).hasValue(sample.value());
      reading.standing().days().ifPresent(days -> assertThat(days).isBetween(0.0, 730.0));
      assertThat(reading.nextDue().orElseThrow()).isAfter(sample.at());
      trends += reading.standing().trendKnown() ? 1 : 0;
    }
    Reading last = tracker.read(samples.get(samples.size() - 1).at());
    assertThat(trends).isPositive();
    assertThat(last.standing().trend()).extracting(Point::value).allMatch(Double::isFinite);
    assertThat(last.standing().dailyPeak())
        .hasSizeBetween(Math.min(fullDays - 1, 59), 60)
        .extracting(Point::value)
        .allMatch(v -> v >= lowest * 0.99 && v <= highest * 1.01);
  }

  private static List<Sample> read(String name) throws IOException {
    Optional<Path> shared =
        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
            .map(p -> p.resolve("shared/data/nab"))
            .filter(Files::isDirectory)
            .findFirst();
    if (shared.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("shared/data/nab is absent, and CI=true asks for it");
    }
    assumeTrue(shared.isPresent(), "skipped: shared/data/nab is absent beside the project");
    try (Stream<String> lines = Files.lines(shared.get().resolve(name + ".csv"))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .map(
              f ->
                  new Sample(Instant.parse(f[0].replace(' ', 'T') + "Z"), Double.parseDouble(f[1])))
          .sorted(Comparator.comparing(Sample::at))
          .toList();
    }
  }
}
