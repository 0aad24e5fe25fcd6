package io.plumbline.bench;

import io.plumbline.app.backtest.Backtesting;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.runner.backtest.Side;
import io.plumbline.runner.backtest.StoredPast;
import io.plumbline.store.Store;
import java.lang.management.ManagementFactory;
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
      StoredPast past = new StoredPast(store, Runtime.getRuntime().availableProcessors());
      Span span = Backtesting.span(past, Optional.empty(), Optional.empty());
      Side candidate = Backtesting.side("edited", edited);
      begun = System.nanoTime();
      long[] switched = {0};
      BacktestReport report =
          Backtesting.run(
              past,
              span,
              candidate,
              Optional.empty(),
              rules,
              (name, at) -> {
                if (name.equals("edited") && switched[0] == 0) {
                  switched[0] = System.nanoTime();
                }
              });
      double all = seconds(begun);
      double judgements = 2.0 * slos * hours * 3600 / stepSeconds;
      System.out.println(report.headline());
      System.out.printf(
          "%9s %7s %9s %11s %9s %13s %9s%n",
          "SLOs", "hours", "seconds", "present's", "edited's", "us/SLO/step", "heap MB");
      System.out.printf(
          "%9d %7d %9.1f %11.1f %9.1f %13.2f %9d%n",
          slos,
          hours,
          all,
          all - seconds(switched[0]),
          seconds(switched[0]),
          all * 1e6 / judgements,
          liveHeap() >> 20);
    }
    return 0;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static long liveHeap() {
    ManagementFactory.getMemoryMXBean().gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
