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
 * counter adds exactly what it grew by, or its whole value after a restart. It knows nothing of who
 * counts.
 */
public final class SeriesBook {

  /** How recently a target must have delivered for its new series to count from zero. */
  static final long STALE_AFTER = Duration.ofMinutes(5).toMillis();

  /** No such instant. */
  static final long NEVER = Long.MIN_VALUE;

  /**
   * The largest value that is a count. Counts are exact to 2^53; above, a double rounds them to one
   * part in 10^16. What is larger than this could take a sum out of the range of a double.
   */
  static final double MAX_COUNT = 1e100;

  private static final int CHUNK = 256;

  /** In the place of a last value that says nothing. */
  private static final long UNKNOWN = Double.doubleToRawLongBits(Double.NaN);

  private final List<Labels> labels = new ArrayList<>();
  private final Map<Labels.Label, Labels.Label> pairs = new HashMap<>();
  private final Presence targets = new Presence();
  private final Presence jobs = new Presence();
  private final BitSet dirtyChunks = new BitSet();
  private int lastDirty = -1;
  private int[] targetOf = new int[0];
  private int[] jobOf = new int[0];
  private long[] lastTime = new long[0];
  private long[] lastValue = new long[0];
  private long[] startOf = new long[0];
  private long[] endedAt = new long[0];
  private long replayed;

  /** Learns of a series; knowing it already changes nothing. */
  public void register(MetricBatch.Series series) {
    while (labels.size() <= series.id()) {
      labels.add(null);
    }
    if (labels.get(series.id()) != null) {
      return;
    }
    labels.set(series.id(), shared(series.labels()));
    if (series.id() >= lastTime.length) {
      grow(Math.max(series.id() + 1, lastTime.length * 2));
    }
    String job = series.labels().get("job");
    String instance = series.labels().get("instance");
    // A series that names neither shares its target with strangers: their samples say nothing of
    // it.
    boolean anonymous = job.isEmpty() && instance.isEmpty();
    targetOf[series.id()] = anonymous ? -1 : targets.place(job + '\n' + instance);
    jobOf[series.id()] = jobs.place(job);
  }

  // Series differ in a label or two; what they have in common is nine tenths of their memory.
  private Labels shared(Labels of) {
    return new Labels(of.pairs().stream().map(p -> pairs.computeIfAbsent(p, q -> q)).toList());
  }

  private void grow(int length) {
    int before = lastTime.length;
    targetOf = Arrays.copyOf(targetOf, length);
    jobOf = Arrays.copyOf(jobOf, length);
    lastTime = Arrays.copyOf(lastTime, length);
    lastValue = Arrays.copyOf(lastValue, length);
    startOf = Arrays.copyOf(startOf, length);
    endedAt = Arrays.copyOf(endedAt, length);
    Arrays.fill(lastTime, before, length, NEVER);
    Arrays.fill(endedAt, before, length, NEVER);
  }

  /** The labels of each series by id, null where an id was never given. */
  public List<Labels> labels() {
    return labels;
  }

  /**
   * A series that nothing looked at until now: it may be old all the same, so its next sample is a
   * baseline, unless it says that its counter has begun since.
   */
  public void rebase(MetricBatch.Series series) {
    register(series);
    rebase(series.id());
  }

  /** As {@link #rebase(MetricBatch.Series)}, of a known series. */
  public void rebase(int series) {
    lastValue[series] = UNKNOWN;
    changed(series);
  }

  private void changed(int series) {
    int chunk = series / CHUNK;
    if (chunk != lastDirty) {
      dirtyChunks.set(chunk);
      lastDirty = chunk;
    }
  }

  /**
   * Time of the last sample of a series, {@link Increments#NEVER} when it has none or has ended.
   */
  public long last(int series) {
    return endedAt[series] > lastTime[series] ? NEVER : lastTime[series];
  }

  /** Takes the samples of a batch, as counters; the series that are new in it are registered. */
  public Increments take(MetricBatch batch) {
    batch.newSeries().forEach(this::register);
    Increments increments = new Increments(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      int series = batch.seriesIds()[i];
      long before = last(series);
      double amount =
          increment(series, batch.timesMillis()[i], batch.valueBits()[i], batch.startMillis(i));
      increments.set(i, amount, before);
    }
    return increments;
  }

  private double increment(int series, long time, long bits, long start) {
    if (bits == MetricBatch.STALE_MARKER) {
      return end(series, time);
    }
    double value = Double.longBitsToDouble(bits);
    if (!(value >= 0 && value <= MAX_COUNT)) {
      return Increments.NO_COUNT;
    }
    boolean alive = delivered(series, time);
    long last = lastTime[series];
    if (time <= last || time <= endedAt[series]) {
      replayed++;
      return Increments.NOTHING;
    }
    double before = Double.longBitsToDouble(lastValue[series]);
    boolean told = start > 0 && start < time;
    boolean restarted = told && start >= last && start != startOf[series];
    lastTime[series] = time;
    lastValue[series] = bits;
    if (start > 0 && start <= time) {
      startOf[series] = start;
    }
    changed(series);
    if (last == NEVER || Double.isNaN(before)) {
      return (alive && !Double.isNaN(before)) || (told && watched(series, start, time)) ? value : 0;
    }
    // A start before the last sample is no restart after it: two senders may each tell their own.
    return restarted || value < before ? value : value - before;
  }

  // Whether the target delivered before this time, by whichever of its series.
  private boolean delivered(int series, long time) {
    int target = targetOf[series];
    if (target < 0) {
      jobs.deliver(jobOf[series], time);
      return false;
    }
    if (!targets.isNewest(target, time)) {
      jobs.deliver(jobOf[series], time);
    }
    return targets.deliver(target, time);
  }

  // Whether the job was watched when the counter began, and the counter was found soon after. One
  // found late is likelier an old one under a new name, whose events were counted under the old.
  private boolean watched(int series, long start, long time) {
    return time - start <= STALE_AFTER && jobs.since(jobOf[series]) <= start;
  }

  private double end(int series, long time) {
    if (lastTime[series] == NEVER || time <= lastTime[series] || time <= endedAt[series]) {
      return Increments.NOTHING;
    }
    endedAt[series] = time;
    changed(series);
    return Increments.ENDED;
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
                      Arrays.copyOfRange(lastValue, from, to),
                      Arrays.copyOfRange(startOf, from, to),
                      Arrays.copyOfRange(endedAt, from, to)));
            });
    dirtyChunks.clear();
    lastDirty = -1;
    return chunks;
  }

  /** Puts a kept chunk back; its series must have been registered. */
  public void restore(Chunk chunk) {
    for (int i = 0; i < chunk.lastTime().length; i++) {
      int series = chunk.from() + i;
      if (series < lastTime.length
          && (chunk.lastTime()[i] != NEVER || chunk.lastValue()[i] == UNKNOWN)) {
        lastTime[series] = chunk.lastTime()[i];
        lastValue[series] = chunk.lastValue()[i];
        startOf[series] = chunk.start().length == 0 ? 0 : chunk.start()[i];
        endedAt[series] = chunk.ended().length == 0 ? NEVER : chunk.ended()[i];
      }
    }
  }

  /** Since when each target delivers, by job and instance. */
  public Presence targets() {
    return targets;
  }

  /** Since when each job delivers, by whichever of its targets. */
  public Presence jobs() {
    return jobs;
  }

  /**
   * What is kept of some series in a row.
   *
   * @param from id of the first
   * @param lastTime time of the last sample, milliseconds since the epoch
   * @param lastValue its value as raw bits
   * @param start since when the counter counts, 0 where nobody said; empty in an older state
   * @param ended time of the newest marker that the series ended; empty in an older state
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Chunk(int from, long[] lastTime, long[] lastValue, long[] start, long[] ended) {

    /** An older version kept neither of the last two. */
    public Chunk {
      start = start == null ? new long[0] : start;
      ended = ended == null ? new long[0] : ended;
    }
  }
}
