package io.plumbline.engine.sli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The windows over which error ratios are taken, and the width of their buckets. */
public enum Window {
  MINUTES_5("5m", Duration.ofMinutes(5), Duration.ofSeconds(10)),
  MINUTES_30("30m", Duration.ofMinutes(30), Duration.ofMinutes(1)),
  HOUR_1("1h", Duration.ofHours(1), Duration.ofMinutes(1)),
  HOURS_2("2h", Duration.ofHours(2), Duration.ofMinutes(5)),
  HOURS_6("6h", Duration.ofHours(6), Duration.ofMinutes(5)),
  DAY_1("1d", Duration.ofDays(1), Duration.ofMinutes(15)),
  DAYS_3("3d", Duration.ofDays(3), Duration.ofHours(1)),
  /** The objective's own period; its length here is not used. */
  PERIOD("period", Duration.ZERO, Duration.ofHours(1));

  private final String label;
  private final Duration length;
  private final Duration bucket;

  Window(String label, Duration length, Duration bucket) {
    this.label = label;
    this.length = length;
    this.bucket = bucket;
  }

  /** The name in rules and metrics. */
  public String label() {
    return label;
  }

  /** The length for an objective of a period. */
  public Duration length(Duration period) {
    return this == PERIOD ? period : length;
  }

  /** The width of the buckets that make it up. */
  public Duration bucket() {
    return bucket;
  }

  /** The different widths of buckets, finest first. */
  static List<Duration> tiers() {
    return Arrays.stream(values()).map(Window::bucket).distinct().sorted().toList();
  }

  /** The windows made of buckets of one width. */
  static List<Window> of(Duration bucket) {
    return Arrays.stream(values()).filter(w -> w.bucket.equals(bucket)).toList();
  }
}
