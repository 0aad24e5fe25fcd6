package io.plumbline.engine.capacity;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import com.datadoghq.sketch.ddsketch.store.CollapsingLowestDenseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The daily 95th percentiles of one gauge. The newest days are sketches, so that late samples still
 * correct them; older ones are plain figures. The order of samples makes no difference.
 */
final class DailyPeaks {

  /** Days that late samples still correct, the newest included. */
  static final int CORRECTABLE_DAYS = 35;

  /** Days kept at all, the newest included. */
  static final int KEPT_DAYS = 400;

  /** How far a percentile may lie from the exact one, as a share of it. */
  static final double RELATIVE_ACCURACY = 0.01;

  private static final double PERCENTILE = 0.95;

  /**
   * Bounds a sketch at 16 KB; at 1 % this many bins span 17 powers of ten, and what lies below them
   * is far from the 95th percentile.
   */
  private static final int MAX_BINS = 2048;

  private static final IndexMapping MAPPING = new LogarithmicMapping(RELATIVE_ACCURACY);

  private final TreeMap<Long, DDSketch> correctable = new TreeMap<>();
  private final TreeMap<Long, Double> closed = new TreeMap<>();

  /** The correctable days' encodings: state is kept often, and mostly one day has changed. */
  private final Map<Long, byte[]> encoded = new HashMap<>();

  DailyPeaks(List<CapacityTracker.State.Sketch> sketches, long[] days, double[] peaks) {
    for (CapacityTracker.State.Sketch sketch : sketches) {
      correctable.put(sketch.day(), decode(sketch.bins()));
    }
    for (int i = 0; i < days.length; i++) {
      closed.put(days[i], peaks[i]);
    }
  }

  /** Counts a sample. One that is too late to correct its day is dropped. */
  void add(long day, double value) {
    if (!correctable.isEmpty() && day <= correctable.lastKey() - CORRECTABLE_DAYS) {
      return;
    }
    encoded.remove(day);
    boolean newDay = !correctable.containsKey(day);
    correctable.computeIfAbsent(day, d -> new DDSketch(MAPPING, DailyPeaks::bins)).accept(value);
    if (newDay) {
      closeBefore(correctable.lastKey() - CORRECTABLE_DAYS + 1);
    }
  }

  private void closeBefore(long firstCorrectable) {
    var old = correctable.headMap(firstCorrectable);
    old.forEach((day, sketch) -> closed.put(day, sketch.getValueAtQuantile(PERCENTILE)));
    encoded.keySet().removeAll(old.keySet());
    old.clear();
    closed.headMap(firstCorrectable + CORRECTABLE_DAYS - KEPT_DAYS).clear();
  }

  /** The newest days with data before a day, at most so many, oldest first. */
  List<DailyPeak> before(long day, int atMost) {
    List<DailyPeak> newestFirst = new ArrayList<>();
    for (var entry : correctable.headMap(day, false).descendingMap().entrySet()) {
      double peak = entry.getValue().getValueAtQuantile(PERCENTILE);
      newestFirst.add(new DailyPeak(entry.getKey(), peak));
    }
    for (var entry : closed.headMap(day, false).descendingMap().entrySet()) {
      newestFirst.add(new DailyPeak(entry.getKey(), entry.getValue()));
    }
    List<DailyPeak> newest = newestFirst.subList(0, Math.min(atMost, newestFirst.size()));
    Collections.reverse(newest);
    return List.copyOf(newest);
  }

  /** The first day with data that is not before a day. */
  OptionalLong firstFrom(long day) {
    Long found = correctable.ceilingKey(day);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  List<CapacityTracker.State.Sketch> sketches() {
    return correctable.entrySet().stream()
        .map(
            e ->
                new CapacityTracker.State.Sketch(
                    e.getKey(), encoded.computeIfAbsent(e.getKey(), d -> encode(e.getValue()))))
        .toList();
  }

  long[] closedDays() {
    return closed.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  double[] closedPeaks() {
    return closed.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Store bins() {
    return new CollapsingLowestDenseStore(MAX_BINS);
  }

  private static byte[] encode(DDSketch sketch) {
    try {
      GrowingByteArrayOutput out = GrowingByteArrayOutput.withDefaultInitialCapacity();
      sketch.encode(out, true);
      return out.trimmedCopy();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused a sketch", e);
    }
  }

  private static DDSketch decode(byte[] bins) {
    try {
      return DDSketch.decode(ByteArrayInput.wrap(bins), DailyPeaks::bins, MAPPING);
    } catch (IOException e) {
      throw new UncheckedIOException("the stored sketch of a capacity day is damaged", e);
    }
  }
}
