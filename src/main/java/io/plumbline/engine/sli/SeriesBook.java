package io.plumbline.engine.sli;

import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last sample of every series, and what the next one adds to it. Nothing is extrapolated: a
 * counter adds exactly what it grew by, or its whole value after a reset.
 */
public final class SeriesBook {

  /** How recently a target must have delivered for its new series to count from zero. */
  static final long STALE_AFTER = Duration.ofMinutes(5).toMillis();

  private static final int CHUNK = 256;
  private static final long NEVER = Long.MIN_VALUE;

  private final List<Labels> labels = new ArrayList<>();
  private final Map<String, Integer> targets = new HashMap<>();
  private final BitSet dirtyChunks = new BitSet();
  private int[] targetOf = new int[0];
  private long[] lastTime = new long[0];
  private long[] lastValue = new long[0];
  private long[] targetTime = new long[0];
  private long[] targetSince = new long[0];
  private long replayed;

  /** Learns of a series; knowing it already changes nothing. */
  public void register(MetricBatch.Series series) {
    while (labels.size() <= series.id()) {
      labels.add(null);
    }
    if (labels.get(series.id()) != null) {
      return;
    }
    labels.set(series.id(), series.labels());
    if (series.id() >= lastTime.length) {
      int length = Math.max(series.id() + 1, lastTime.length * 2);
      int before = lastTime.length;
      targetOf = Arrays.copyOf(targetOf, length);
      lastTime = Arrays.copyOf(lastTime, length);
      lastValue = Arrays.copyOf(lastValue, length);
      Arrays.fill(lastTime, before, length, NEVER);
    }
    targetOf[series.id()] = target(series.labels());
  }

  private int target(Labels seriesLabels) {
    String key = seriesLabels.get("job") + '\n' + seriesLabels.get("instance");
    if (key.length() == 1) {
      return -1;
    }
    int target = targets.computeIfAbsent(key, k -> targets.size());
    if (target >= targetTime.length) {
      int before = targetTime.length;
      int length = Math.max(target + 1, before * 2);
      targetTime = Arrays.copyOf(targetTime, length);
      targetSince = Arrays.copyOf(targetSince, length);
      Arrays.fill(targetTime, before, length, NEVER);
      Arrays.fill(targetSince, before, length, NEVER);
    }
    return target;
  }

  /** The labels of each series by id, null where an id was never given. */
  public List<Labels> labels() {
    return labels;
  }

  /**
   * Takes the next sample of a counter.
   *
   * @return what the counter grew by since its last sample; negative when the sample is covered
   *     already or carries no value
   */
  public double increment(int series, long time, long bits) {
    double value = Double.longBitsToDouble(bits);
    if (bits == MetricBatch.STALE_MARKER || !Double.isFinite(value) || value < 0) {
      return -1;
    }
    boolean alive = delivered(targetOf[series], time);
    if (time <= lastTime[series]) {
      replayed++;
      return -1;
    }
    boolean first = lastTime[series] == NEVER;
    double before = Double.longBitsToDouble(lastValue[series]);
    lastTime[series] = time;
    lastValue[series] = bits;
    dirtyChunks.set(series / CHUNK);
    if (first) {
      return alive ? value : 0;
    }
    return value < before ? value : value - before;
  }

  // Whether the target delivered at most that long before this time, by whichever of its series.
  // Queues of one sender run apart, so the time may lie anywhere in what is known of the target.
  private boolean delivered(int target, long time) {
    if (target < 0) {
      return false;
    }
    if (time > targetTime[target]) {
      boolean alive = targetTime[target] != NEVER && time - targetTime[target] <= STALE_AFTER;
      targetTime[target] = time;
      if (!alive) {
        targetSince[target] = time;
      }
      return alive;
    }
    if (time < targetSince[target] && targetSince[target] - time <= STALE_AFTER) {
      targetSince[target] = time;
    }
    return time > targetSince[target];
  }

  /** Samples that were covered already: sent again, or older than the newest of their series. */
  public long replayed() {
    return replayed;
  }

  /** The chunks that changed since the last call, by number, to be kept. */
  public Map<Integer, Chunk> takeDirty() {
    Map<Integer, Chunk> chunks = new HashMap<>();
    dirtyChunks.stream()
        .forEach(
            number -> {
              int from = number * CHUNK;
              int to = Math.min(from + CHUNK, lastTime.length);
              chunks.put(
                  number,
                  new Chunk(
                      from,
                      Arrays.copyOfRange(lastTime, from, to),
                      Arrays.copyOfRange(lastValue, from, to)));
            });
    dirtyChunks.clear();
    return chunks;
  }

  /** Puts a kept chunk back; its series must have been registered. */
  public void restore(Chunk chunk) {
    for (int i = 0; i < chunk.lastTime().length; i++) {
      int series = chunk.from() + i;
      if (series < lastTime.length && chunk.lastTime()[i] != NEVER) {
        lastTime[series] = chunk.lastTime()[i];
        lastValue[series] = chunk.lastValue()[i];
      }
    }
  }

  /** Since when each target delivers without a long pause, and when last, to be kept. */
  public TargetTimes targetTimes() {
    return new TargetTimes(
        new HashMap<>(targets),
        Arrays.copyOf(targetTime, targets.size()),
        Arrays.copyOf(targetSince, targets.size()));
  }

  /** Puts kept times back; the series must have been registered. */
  public void restore(TargetTimes times) {
    times
        .targets()
        .forEach(
            (key, index) -> {
              Integer target = targets.get(key);
              if (target != null) {
                targetTime[target] = times.newest()[index];
                targetSince[target] = times.since()[index];
              }
            });
  }

  /** What is kept of some series in a row. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chunk(int from, long[] lastTime, long[] lastValue) {}

  /**
   * What is kept of the targets.
   *
   * @param targets place of each in the arrays
   * @param newest time of its newest sample, milliseconds since the epoch
   * @param since from when on no two of its samples in a row were too far apart
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record TargetTimes(Map<String, Integer> targets, long[] newest, long[] since) {}
}
