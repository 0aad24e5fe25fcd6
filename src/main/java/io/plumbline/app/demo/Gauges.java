package io.plumbline.app.demo;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** How much of the shop's resources is used. */
final class Gauges {

  /** Days from the last midnight until search's disk reaches its threshold. */
  static final int DISK_DAYS_LEFT = 11;

  private static final double DISK_PER_DAY = 0.008;

  private final Labels disk = Counters.series("disk_used_ratio", DemoService.SEARCH);
  private final Labels cpu = Counters.series("cpu_utilisation_ratio", DemoService.CHECKOUT);
  private final Labels connections =
      Counters.series("db_connections_used_ratio", DemoService.ACCOUNTS);
  private final Noise noise;
  private final Instant diskFull;

  Gauges(Noise noise, Instant now) {
    this.noise = noise;
    diskFull = now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(DISK_DAYS_LEFT));
  }

  /** The gauges as samples; during the sale checkout computes harder. */
  void sample(Instant at, boolean sale, Consumer<DemoSample> into) {
    long millis = at.toEpochMilli();
    double load = sale ? 2.3 : Traffic.curve(at);
    into.accept(new DemoSample(disk, millis, disk(at)));
    into.accept(new DemoSample(cpu, millis, 0.18 + 0.2 * load + wobble("cpu", millis, 0.02)));
    into.accept(
        new DemoSample(
            connections,
            millis,
            0.2 + 0.12 * Traffic.curve(at) + wobble("connections", millis, 0.02)));
  }

  private double disk(Instant at) {
    double daysLeft = Duration.between(at, diskFull).toSeconds() / 86_400.0;
    // It is full at full, should the demo run for months.
    return Math.min(
        1,
        DemoPromises.SEARCH_DISK
            - DISK_PER_DAY * daysLeft
            + wobble("disk", at.toEpochMilli(), 0.002));
  }

  private double wobble(String purpose, long millis, double width) {
    return width * (noise.at(purpose, millis) - 0.5);
  }
}
