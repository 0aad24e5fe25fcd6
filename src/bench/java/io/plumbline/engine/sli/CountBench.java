package io.plumbline.engine.sli;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
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

  private final SliTracker tracker =
      new SliTracker(
          new Slo(
              "o",
              "o",
              "s",
              new RatioSli("i", RatioSli.Counts.BAD, SERIES, SERIES),
              0.999,
              Duration.ofDays(30),
              Duration.ofMinutes(5)),
          BEGIN);
  private long time = BEGIN;
  private int series;

  /** One of a hundred series of the total; each scrape is 15 s after the one before. */
  @Benchmark
  public void bucketAdd() {
    if (++series == 100) {
      series = 0;
      time += 15_000;
    }
    tracker.total(time - 15_000, time, 7);
  }

  /** The same for bad events. */
  @Benchmark
  public void bucketAddBad() {
    bucketAdd();
    tracker.events(time, 1);
  }
}
