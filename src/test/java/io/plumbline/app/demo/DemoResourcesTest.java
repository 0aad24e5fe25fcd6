package io.plumbline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.finding.CapacityStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's gauges as the engine reads them. */
class DemoResourcesTest {

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10T14:30:00Z", "2026-03-02T00:00:41Z", "2026-12-27T23:59:59Z"})
  void searchsDiskWillBeFullInElevenDays(Instant now) {
    CapacityStanding disk = standing("disk_used_ratio", DemoPromises.SEARCH_DISK, now);

    assertThat(disk.utilisation().orElseThrow()).isBetween(0.75, 0.78);
    assertThat(disk.dailyPeak()).hasSizeBetween(31, 32);
    assertThat(disk.days().orElseThrow()).isBetween(10.0, 13.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-10T14:30:00Z", "2026-03-02T00:00:41Z", "2026-12-27T23:59:59Z"})
  void theOtherResourcesLastForLong(Instant now) {
    for (String metric : List.of("cpu_utilisation_ratio", "db_connections_used_ratio")) {
      CapacityStanding standing = standing(metric, DemoPromises.CHECKOUT_CPU, now);

      assertThat(standing.utilisation().orElseThrow()).isBetween(0.1, 0.7);
      assertThat(standing.trendKnown()).isTrue();
      standing.days().ifPresent(days -> assertThat(days).isGreaterThan(90));
    }
  }

  /** The standing a minute into the live part, when the sale is on. */
  private static CapacityStanding standing(String metric, double threshold, Instant now) {
    CapacityTarget target =
        new CapacityTarget(
            metric,
            "shop",
            "resource",
            new Selector(metric, metric, List.of()),
            threshold,
            Duration.ofDays(30));
    CapacityTracker tracker = new CapacityTracker(target, "gold", CapacityTracker.State.EMPTY);
    DemoWorld world = new DemoWorld(7, now);
    Stream.concat(world.history(), world.live(now).limit(12))
        .flatMap(List::stream)
        .filter(s -> s.labels().metric().equals(metric))
        .forEach(s -> tracker.add(0, s.timeMillis(), s.value()));
    return tracker.read(now.plusSeconds(60)).standing();
  }
}
