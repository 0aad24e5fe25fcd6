package io.plumbline.engine.sli;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.signal.Labels;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Counting: ns per increment, all tiers and windows of one objective included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountBench {

  private static final long BEGIN = 1_790_000_000_000L;
  private static final Selector SERIES = new Selector("x", "x", List.of());

  private static final int SERIES_OF_TOTAL = 100;
  private static final Labels TARGET = Labels.of(List.of());

  private final Slo slo =
      new Slo(
          "o",
          "o",
          "s",
          new RatioSli("i", RatioSli.Counts.BAD, SERIES, SERIES),
          0.999,
          Duration.ofDays(30),
          Duration.ofMinutes(5));
  private final Feed feed =
      new Feeds(new SliTracker(slo, BEGIN), slo.staleAfter(), Feeds.State.NONE).of(TARGET);
  private long before = Increments.NEVER;
  private long time = BEGIN;
  private int series;

  /**
   * One of a hundred series of the total of one target; each scrape is 15 s after the one before
   * and counted with its last sample.
   */
  @Benchmark
  public void bucketAdd() {
    feed.take(true, false, before, time, 7);
    next();
  }

  /** The same for bad events, every series counting for both. */
  @Benchmark
  public void bucketAddBad() {
    feed.take(true, true, before, time, 1);
    next();
  }

  private void next() {
    if (++series == SERIES_OF_TOTAL) {
      series = 0;
      before = time;
      time += 15_000;
    }
  }
}
