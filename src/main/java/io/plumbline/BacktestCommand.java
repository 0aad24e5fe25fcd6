package io.plumbline;

import io.plumbline.app.ConfigurationException;
import io.plumbline.app.backtest.Backtesting;
import io.plumbline.app.backtest.ImportedPast;
import io.plumbline.app.backtest.Reporting;
import io.plumbline.app.backtest.RulesProblemsException;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestPage;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.runner.backtest.Past;
import io.plumbline.runner.backtest.Side;
import io.plumbline.runner.backtest.StoredPast;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges the past under other rules. */
@Command(
    name = "backtest",
    sortOptions = false,
    description = {
      "Judges the past again under the rules of a folder, and tells what would have been otherwise:",
      "findings added, gone and moved, verdicts that flip by customer, and the greatest differences",
      "with why. Changes nothing, neither in the data folder nor in what is in force.",
      "",
      "The past is a data folder, of a stopped or a running daemon or a copy of it; or files, with",
      "--import. It is compared with the rules that were in force at each time, or with --against.",
      "Targets, calendars and exclusions that differ count as if they had always been so.",
      "",
      "Exit code 1 if something that the new rules look at was never kept, 2 if rules, files or",
      "times cannot be used."
    },
    footer = {
      "",
      "Examples:",
      "  plumbline backtest --rules draft --from 2026-09-01 --to 2026-10-01 --html september.html",
      "  plumbline backtest --rules draft --against rules --data /backup/data",
      "  plumbline backtest --rules draft --import samples.csv --import tickets.csv --mapping m.yaml"
    },
    mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "DIR",
      description = "The new rules: a whole rules folder.")
  private Path rules;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Compare with this rules folder; without it, with what was in force at each time.")
  private Optional<Path> against = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First day or instant, UTC; without it, as far back as history reaches.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "First day or instant after it, UTC; without it, the newest.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write one page that stands alone.")
  private Optional<Path> html = Optional.empty();

  @Mixin private DataFolder data;

  @Option(
      names = "--import",
      paramLabel = "FILE",
      description = {
        "Judge this file instead of a data folder; may be given several times. Samples: OpenMetrics",
        "text with timestamps, or CSV with the columns time, metric, value and one for each label.",
        "Tickets: an export as CSV, with --mapping."
      })
  private List<Path> imported = List.of();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "What the columns of an export of tickets mean, as for import servicenow.")
  private Optional<Path> mapping = Optional.empty();

  @Override
  public Integer call() {
    try {
      if (!imported.isEmpty()) {
        return compare(
            ImportedPast.of(imported, mapping), Optional.of(against.orElse(Path.of("rules"))));
      }
      // Both sides judge at once.
      int shards = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
      try (Store store = Store.inspect(data.path())) {
        return compare(new StoredPast(store, shards), against);
      }
    } catch (ConfigurationException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (RulesProblemsException e) {
      e.problems().forEach(System.err::println);
      return 2;
    } catch (StoreException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IOException e) {
      System.err.println(e.getMessage() + "; name a file that can be written");
      return 1;
    }
  }

  private int compare(Past past, Optional<Path> present)
      throws RulesProblemsException, IOException {
    Side candidate = Backtesting.side(rules);
    Optional<Side> current = Optional.empty();
    if (present.isPresent()) {
      current = Optional.of(Backtesting.side(present.get()));
    }
    Span span = Backtesting.span(past, from, to);
    BacktestReport report;
    try (BacktestProgress progress = BacktestProgress.onTerminal(span)) {
      report = Backtesting.run(past, span, candidate, current, rules, true, progress);
    }
    Backtesting.text(report).forEach(System.out::println);
    if (json.isPresent()) {
      Files.writeString(json.get(), Reporting.json(report));
      System.out.println("\nAll of it as JSON: " + json.get());
    }
    if (html.isPresent()) {
      Files.writeString(html.get(), BacktestPage.of(report));
      System.out.println("\nAs a page: " + html.get());
    }
    return report.notReplayable().isEmpty() ? 0 : 1;
  }
}
