package io.plumbline.app.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How many requests came, failed and were slow in a span of time when nothing happens. */
record Traffic(Noise noise) {

  /** Share of checkout's requests that take longer than 0.3 s: most of its budget, not all. */
  static final double SLOW_SHARE = 0.85 * (1 - DemoPromises.CHECKOUT_LATENCY);

  private static final double DAILY_SWING = 0.55;
  private static final double PEAK_HOUR = 14.5;
  private static final double WEEKEND = 0.85;

  /** Share of the mean rate at an instant: a day with its peak in the early afternoon, UTC. */
  static double curve(Instant at) {
    OffsetDateTime utc = at.atOffset(ZoneOffset.UTC);
    double hour = utc.toLocalTime().toSecondOfDay() / (double) Duration.ofHours(1).toSeconds();
    double day = 1 + DAILY_SWING * StrictMath.cos((hour - PEAK_HOUR) / 24 * 2 * Math.PI);
    boolean weekend = utc.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    return weekend ? day * WEEKEND : day;
  }

  /** Requests in a span that ends at an instant, at so many times the mean rate. */
  long requests(DemoService service, Instant end, Duration span, double factor) {
    double mean = service.requestsPerSecond() * factor * span.toSeconds();
    double uneven = 0.97 + 0.06 * noise.at(service.id() + " unevenness", end.toEpochMilli());
    return noise.round(mean * uneven, service.id() + " requests", end.toEpochMilli());
  }

  /** How many of the requests failed. */
  long errors(DemoService service, long requests, Instant end) {
    double uneven = 0.5 + noise.at(service.id() + " faults", end.toEpochMilli());
    return noise.round(
        requests * service.errorShare() * uneven, service.id() + " errors", end.toEpochMilli());
  }

  /** How many of checkout's requests took longer than 0.3 s. */
  long slow(long requests, Instant end) {
    double uneven = 0.8 + 0.4 * noise.at("slowness", end.toEpochMilli());
    return Math.min(
        requests, noise.round(requests * SLOW_SHARE * uneven, "slow", end.toEpochMilli()));
  }
}
