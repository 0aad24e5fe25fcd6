package io.plumbline.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * When the fast burn of a 99.9 % objective over 30 days begins and ends, by whole numbers alone.
 * The window w at T is the buckets that end in (T − w, T] and the open one.
 */
final class BurnOracle {

  /**
   * What had been counted at a sample since the beginning.
   *
   * @param at time of the sample
   * @param bad failed requests
   * @param all requests
   */
  record Counted(Instant at, long bad, long all) {}

  private final List<Counted> samples;

  /** Takes everything that was accepted, oldest first; what the first one counts came with it. */
  BurnOracle(List<Counted> samples) {
    this.samples = samples;
  }

  /** The first sample after an instant at which something holds. */
  Optional<Instant> first(Predicate<Instant> holds, Instant after) {
    return samples.stream()
        .map(Counted::at)
        .filter(at -> at.isAfter(after))
        .filter(holds)
        .findFirst();
  }

  /** Whether the budget burns fast in both windows that end at a sample. */
  boolean burns(Instant at) {
    return burnsInFiveMinutes(at) && over(at, Duration.ofHours(1), Duration.ofMinutes(1));
  }

  /** Whether it does in the short window alone. */
  boolean burnsInFiveMinutes(Instant at) {
    return over(at, Duration.ofMinutes(5), Duration.ofSeconds(10));
  }

  // 100 · (bad/all ÷ 0.001) · (1 h ÷ 720 h) > 2
  private boolean over(Instant now, Duration window, Duration width) {
    long bad = 0;
    long all = 0;
    Counted before = new Counted(Instant.EPOCH, 0, 0);
    for (Counted sample : samples) {
      if (!sample.at().isAfter(now) && within(sample.at(), now, window, width)) {
        bad += sample.bad() - before.bad();
        all += sample.all() - before.all();
      }
      before = sample;
    }
    return bad * 100_000 > all * 2 * 720;
  }

  private static boolean within(Instant at, Instant now, Duration window, Duration width) {
    long bucketEnd = (Math.floorDiv(at.toEpochMilli(), width.toMillis()) + 1) * width.toMillis();
    return bucketEnd > now.minus(window).toEpochMilli();
  }
}
