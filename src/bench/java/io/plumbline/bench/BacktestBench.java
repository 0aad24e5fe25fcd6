package io.plumbline.bench;

import com.sun.management.OperatingSystemMXBean;
import io.plumbline.app.backtest.Backtesting;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.runner.backtest.Side;
import io.plumbline.runner.backtest.StoredPast;
import io.plumbline.store.Store;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A history of many objectives, made in virtual time, judged again under edited rules. */
@Command(
    name = "backtest",
    description = "Seconds and memory of a backtest over a made-up history.",
    mixinStandardHelpOptions = true)
final class BacktestBench implements Callable<Integer> {

  private static final int OBJECTIVES = 5;

  @Option(
      names = "--slos",
      defaultValue = "1000",
      description = "Objectives, five a service (default: ${DEFAULT-VALUE}).")
  private int slos;

  @Option(
      names = "--hours",
      defaultValue = "720",
      description = "Length of the history (default: ${DEFAULT-VALUE}).")
  private int hours;

  @Option(
      names = "--step",
      defaultValue = "30",
      description = "Seconds between two scrapes of a service (default: ${DEFAULT-VALUE}).")
  private int stepSeconds;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "backtest");
    Path rules = folder.resolve("rules");
    Fleet fleet = new Fleet(slos / OBJECTIVES, OBJECTIVES, 1);
    fleet.writeRules(rules);
    Side present = Backtesting.side(rules);
    try (Store store = Store.open(folder.resolve("data"))) {
      long begun = System.nanoTime();
      new MadeHistory(store, fleet, present.set(), Duration.ofSeconds(stepSeconds))
          .make(Duration.ofHours(hours));
      System.out.printf("made in %.1f s%n", seconds(begun));
      List<SourceFile> edited =
          present.set().files().stream()
              .map(
                  f ->
                      new SourceFile(
                          f.path(),
                          f.text().replace("budgetSpentPercent > 2 ", "budgetSpentPercent > 4 ")))
              .toList();
      // Both sides judge at once.
      int shards = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      StoredPast past = new StoredPast(store, shards);
      Span span = Backtesting.span(past, Optional.empty(), Optional.empty());
      Side candidate = Backtesting.side("edited", edited);
      begun = System.nanoTime();
      long processorBegun = processorNanos();
      long[] day = {0};
      long start = begun;
      BacktestReport report =
          Backtesting.run(
              past,
              span,
              candidate,
              Optional.empty(),
              rules,
              true,
              (name, at) -> {
                long days = Duration.between(span.from(), at).toDays();
                if (days > day[0]) {
                  day[0] = days;
                  System.out.printf("day %d after %.1f s%n", days, seconds(start));
                }
              });
      double all = seconds(begun);
      double processor = (processorNanos() - processorBegun) / 1e9;
      double evaluations = 2.0 * slos * hours * 3600 / stepSeconds;
      System.out.println(report.headline());
      System.out.printf(
          "%9s %7s %9s %9s %14s %13s %13s%n",
          "SLOs", "hours", "seconds", "CPU-s", "evaluations/s", "us CPU each", "peak heap MB");
      System.out.printf(
          "%9d %7d %9.1f %9.1f %14.0f %13.2f %13d%n",
          slos,
          hours,
          all,
          processor,
          evaluations / all,
          processor * 1e6 / evaluations,
          peakHeap() >> 20);
    }
    return 0;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** What the heap's pools held at most since they were last asked. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
