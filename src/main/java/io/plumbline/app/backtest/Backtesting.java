package io.plumbline.app.backtest;

import io.plumbline.app.KeptRules;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.rules.Compilation;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.backtest.Backtest;
import io.plumbline.runner.backtest.Past;
import io.plumbline.runner.backtest.Side;
import io.plumbline.signal.RuleSetActivated;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges a past under the rules of folders. */
public final class Backtesting {

  private Backtesting() {}

  /**
   * The rules of a folder, checked.
   *
   * @throws RulesProblemsException with every problem of its files
   */
  public static Side side(Path folder) throws RulesProblemsException {
    try {
      return side(folder.toString(), RulesFolder.read(folder));
    } catch (IOException e) {
      throw new RulesProblemsException(
          List.of(
              "%s cannot be read: %s; give the path of a rules folder"
                  .formatted(folder, e.getMessage())));
    }
  }

  /** The same of files. */
  public static Side side(String name, List<SourceFile> files) throws RulesProblemsException {
    Compilation compilation = RuleSet.compile(files);
    compilation.ruleSet().ifPresent(RuleSet::close);
    if (compilation.ruleSet().isEmpty()) {
      throw new RulesProblemsException(
          compilation.problems().stream().map(problem -> name + "/" + problem).toList());
    }
    return Side.of(name, files);
  }

  /**
   * Compares.
   *
   * @param kept the rules folder that takes the place of kept rules which are no longer understood
   * @param sideBySide whether both sides judge at once, each on a thread of its own
   * @throws RulesProblemsException if nothing of the span is known
   */
  public static BacktestReport run(
      Past past,
      Span span,
      Side candidate,
      Optional<Side> current,
      Path kept,
      boolean sideBySide,
      Backtest.Progress progress)
      throws RulesProblemsException {
    Function<RuleSetActivated, RuleSet> compiler = set -> KeptRules.ruleSet(kept, set);
    try {
      return Reporting.of(
          new Backtest(past, compiler, sideBySide).run(span, candidate, current, progress));
    } catch (IllegalArgumentException e) {
      throw new RulesProblemsException(List.of(e.getMessage()));
    }
  }

  /** A report for a terminal, line by line. */
  public static List<String> text(BacktestReport report) {
    return TextReport.lines(report);
  }

  /**
   * A span of which either end may be left out.
   *
   * @param from a day or an instant, such as {@code 2026-09-01}; without it, the begin of what is
   *     known
   * @param to the first day or instant after it; without it, the end
   */
  public static Span span(Past past, Optional<String> from, Optional<String> to)
      throws RulesProblemsException {
    try {
      Span known = past.known();
      Instant begin = from.isPresent() ? instant("--from", from.get()) : known.from();
      Instant end = to.isPresent() ? instant("--to", to.get()) : known.to();
      if (!begin.isBefore(end)) {
        throw new RulesProblemsException(
            List.of("--from %s is not before --to %s".formatted(begin, end)));
      }
      return new Span(begin, end);
    } catch (IllegalArgumentException e) {
      throw new RulesProblemsException(List.of(e.getMessage()));
    }
  }

  private static Instant instant(String option, String text) throws RulesProblemsException {
    try {
      return text.length() == "2026-09-01".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new RulesProblemsException(
          List.of(
              "%s is %s; write a day such as 2026-09-01, or an instant such as 2026-09-01T08:00:00Z"
                  .formatted(option, text)));
    }
  }
}
