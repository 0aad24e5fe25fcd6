package io.plumbline.engine.sli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.catalogue.Budgeting.AtLeast;
import io.plumbline.catalogue.Budgeting.Comparison;
import io.plumbline.catalogue.Budgeting.Ratio;
import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.Budgeting.Within;
import io.plumbline.catalogue.Slo;
import io.plumbline.store.Cbor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random streams with gaps, late and shuffled samples, ticks and restarts in between. The oracle
 * looks at all samples at once and goes through the slices one by one, by their definition.
 */
class SliceOracleTest {

  private static final long START = SliceTrackerTest.START;
  private static final int SAMPLES = Integer.getInteger("plumbline.slices.samples", 4_000);
  private static final long LATEST = 5 * 3_600_000L;

  /** A sample: a gauge's value, or the bad and all events counted since the one before. */
  private record Sample(long from, long time, double bad, double value, long arrives) {}

  @ParameterizedTest
  @CsvSource({
    "1,gauge,GOOD",
    "2,gauge,BAD",
    "3,gauge,EXCLUDE",
    "4,gauge,UNKNOWN",
    "5,ratio,GOOD",
    "6,ratio,BAD",
    "7,ratio,EXCLUDE",
    "8,ratio,UNKNOWN",
    "9,mean,BAD",
    "10,mean,UNKNOWN"
  })
  void whateverTheOrderTheWindowsHoldWhatHappened(long seed, String kind, Uncovered uncovered) {
    Random random = new Random(seed);
    Slo slo =
        switch (kind) {
          case "gauge" -> SliceTrackerTest.slo(new Within(Comparison.LT, 80), uncovered);
          case "ratio" -> SliceTrackerTest.slo(new AtLeast(0.6), uncovered);
          default -> SliceTrackerTest.slo(new Ratio(), uncovered);
        };
    List<Sample> samples = samples(random);
    long newest = samples.stream().mapToLong(Sample::time).max().orElseThrow();
    SliceTracker tracker = new SliceTracker(slo, START);
    for (Sample sample : samples) {
      if (kind.equals("gauge")) {
        tracker.gauge(sample.time(), sample.value());
        tracker.gauge(sample.time(), sample.value());
      } else if (random.nextBoolean()) {
        Scrapes.total(tracker, sample.from(), sample.time(), sample.value());
        Scrapes.events(tracker, sample.time(), sample.bad());
      } else {
        Scrapes.events(tracker, sample.time(), sample.bad());
        Scrapes.total(tracker, sample.from(), sample.time(), sample.value());
      }
      if (random.nextInt(20) == 0) {
        tracker.advance(Math.min(sample.arrives(), newest));
      }
      if (random.nextInt(500) == 0) {
        tracker =
            new SliceTracker(slo, Cbor.read(Cbor.write(tracker.state()), SliceTracker.State.class));
      }
    }
    for (long now : new long[] {newest + random.nextInt(60_000), newest + 3_600_000}) {
      tracker.advance(now);
      NavigableMap<Long, double[]> slices = oracle(slo, samples, now);
      assertThat(slices).hasSizeGreaterThan(100);
      for (Window window : Window.values()) {
        double bad = 0;
        double total = 0;
        for (Map.Entry<Long, double[]> slice : slices.entrySet()) {
          if (inWindow(slice.getKey(), window, now, slo)) {
            bad += slice.getValue()[0];
            total += slice.getValue()[1];
          }
        }
        assertThat(tracker.sums(window).total()).as("all in " + window).isEqualTo(total);
        assertThat(tracker.sums(window).events()).as("bad in " + window).isEqualTo(bad);
      }
    }
  }

  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    long time = START + random.nextInt(60_000);
    for (int i = 0; i < SAMPLES; i++) {
      long from = i == 0 ? Increments.NEVER : time;
      time += random.nextInt(50) == 0 ? random.nextInt(900_000) : 10_000 + random.nextInt(80_000);
      int all = random.nextInt(6);
      double value = all == 0 ? 0 : all * 18;
      double bad = all == 0 ? 0 : random.nextInt(all * 18);
      boolean late = random.nextInt(10) == 0;
      samples.add(
          new Sample(from, time, bad, value, time + (late ? random.nextInt((int) LATEST) : 1_000)));
    }
    long end = time + 1_000;
    return samples.stream()
        .sorted(Comparator.comparing(sample -> Math.min(sample.arrives(), end)))
        .toList();
  }

  /** The bad share and the count of every slice that is judged, by the instant it ends at. */
  private static NavigableMap<Long, double[]> oracle(Slo slo, List<Sample> unsorted, long now) {
    Slices slices = (Slices) slo.budgeting();
    long length = slices.length().toMillis();
    long stale = slo.staleAfter().toMillis();
    List<Sample> samples = unsorted.stream().sorted(Comparator.comparing(Sample::time)).toList();
    long newest = samples.get(samples.size() - 1).time();
    long until = now - newest > stale ? now : newest;
    NavigableMap<Long, double[]> judged = new TreeMap<>();
    int next = 0;
    long begin = Math.floorDiv(samples.get(0).time(), length) * length;
    for (long from = begin; from + length <= until; from += length) {
      List<Sample> inside = new ArrayList<>();
      while (next < samples.size() && samples.get(next).time() < from + length) {
        inside.add(samples.get(next++));
      }
      boolean bridged =
          next > 0
              && next < samples.size()
              && samples.get(next).time() - samples.get(next - 1).time() <= stale;
      double[] verdict;
      if (!inside.isEmpty()) {
        verdict = new double[] {share(slices, inside), 1};
      } else if (bridged) {
        double held =
            slices.verdict() instanceof Within ? share(slices, samples.subList(next - 1, next)) : 0;
        verdict = new double[] {held, 1};
      } else {
        verdict =
            switch (slices.uncovered()) {
              case GOOD -> new double[] {0, 1};
              case BAD -> new double[] {1, 1};
              case EXCLUDE, UNKNOWN -> new double[] {0, 0};
            };
      }
      judged.put(from + length, verdict);
    }
    return judged;
  }

  private static double share(Slices slices, List<Sample> inside) {
    if (slices.verdict() instanceof Within) {
      return inside.stream().allMatch(sample -> sample.value() < 80) ? 0 : 1;
    }
    double bad = inside.stream().mapToDouble(Sample::bad).sum();
    double all = inside.stream().mapToDouble(Sample::value).sum();
    if (slices.verdict() instanceof AtLeast) {
      return all > 0 && (all - bad) / all < 0.6 ? 1 : 0;
    }
    return all > 0 ? Math.rint(bad / all * (1L << 30)) / (1L << 30) : 0;
  }

  /** The bucket that holds the slice's last instant ends within the window, or is the open one. */
  private static boolean inWindow(long sliceEnd, Window window, long now, Slo slo) {
    long width = window.bucket().toMillis();
    long bucketEnd = Math.floorDiv(sliceEnd - 1, width) * width + width;
    long length = window.length(slo.period()).toMillis();
    boolean open = bucketEnd - width <= now && now < bucketEnd;
    return open || (bucketEnd > now - length && bucketEnd <= now);
  }
}
