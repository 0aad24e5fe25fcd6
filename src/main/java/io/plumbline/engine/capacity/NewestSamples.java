package io.plumbline.engine.capacity;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The newest sample of each series of one gauge. */
final class NewestSamples {

  /** How much older than the newest sample of all a series' newest may be and still be current. */
  static final Duration CURRENT = Duration.ofMinutes(5);

  /** Series followed at once; the samples of further ones are refused. */
  static final int MAX_SERIES = 10_000;

  /** A series without a sample for so long, by event time, is forgotten. */
  private static final long IDLE_MILLIS = Duration.ofHours(1).toMillis();

  private final Map<Integer, CapacityTracker.State.Newest> bySeries = new HashMap<>();
  private long newestMillis = Long.MIN_VALUE;

  NewestSamples(List<CapacityTracker.State.Newest> samples) {
    for (CapacityTracker.State.Newest sample : samples) {
      bySeries.put(sample.series(), sample);
      newestMillis = Math.max(newestMillis, sample.timeMillis());
    }
  }

  /** Takes a sample; false when it repeats the newest of its series or there are too many. */
  boolean accept(int series, long timeMillis, double value) {
    CapacityTracker.State.Newest last = bySeries.get(series);
    if (last == null ? bySeries.size() >= MAX_SERIES : last.timeMillis() == timeMillis) {
      return false;
    }
    if (last == null || timeMillis > last.timeMillis()) {
      bySeries.put(series, new CapacityTracker.State.Newest(series, timeMillis, value));
    }
    if (timeMillis > newestMillis) {
      long previous = newestMillis;
      newestMillis = timeMillis;
      if (Math.floorDiv(timeMillis, IDLE_MILLIS) > Math.floorDiv(previous, IDLE_MILLIS)) {
        bySeries.values().removeIf(s -> s.timeMillis() < timeMillis - IDLE_MILLIS);
      }
    }
    return true;
  }

  /** Time of the newest sample of all, milliseconds since the epoch; empty before the first. */
  OptionalLong newestMillis() {
    return bySeries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(newestMillis);
  }

  /** The highest value among the current series; there must be one. */
  double highest() {
    double highest = Double.NEGATIVE_INFINITY;
    for (CapacityTracker.State.Newest sample : bySeries.values()) {
      if (sample.timeMillis() >= newestMillis - CURRENT.toMillis()) {
        highest = Math.max(highest, sample.value());
      }
    }
    return highest;
  }

  List<CapacityTracker.State.Newest> samples() {
    return bySeries.values().stream()
        .sorted((a, b) -> Integer.compare(a.series(), b.series()))
        .toList();
  }
}
