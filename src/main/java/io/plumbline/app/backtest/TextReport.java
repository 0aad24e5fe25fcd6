package io.plumbline.app.backtest;

import io.plumbline.console.backtest.BacktestPage;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.console.backtest.BacktestReport.Change;
import io.plumbline.console.backtest.BacktestReport.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report for a terminal: the sentence, the greatest differences, and what else differs. */
final class TextReport {

  private static final int MOST = 20;

  private TextReport() {}

  /** Its lines. */
  static List<String> lines(BacktestReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.headline());
    lines.add(report.verdict());
    lines.add(
        "%s against %s: %d added, %d gone, %d moved; %d of %d verdicts the other way round"
            .formatted(
                report.candidate(),
                report.current(),
                report.added().size(),
                report.gone().size(),
                report.moved().size(),
                report.flips().size(),
                report.verdicts()));
    if (!report.greatest().isEmpty()) {
      lines.add("");
      lines.add("The greatest differences");
      for (BacktestReport.Great great : report.greatest()) {
        lines.add("  %-6s %s".formatted(great.what(), line(great.finding())));
        great.changes().forEach(change -> lines.add("         " + line(change)));
        lines.add("         why: " + great.why());
      }
    }
    add(lines, "Added", report.added().stream().map(TextReport::line).toList());
    add(lines, "Gone", report.gone().stream().map(TextReport::line).toList());
    add(
        lines,
        "Moved",
        report.moved().stream()
            .map(
                moved ->
                    line(moved.is())
                        + ": "
                        + moved.changes().stream()
                            .map(TextReport::line)
                            .collect(Collectors.joining(", ")))
            .toList());
    add(
        lines,
        "Confirmed outages",
        report.outages().stream()
            .map(
                o ->
                    "%s of %s since %s: %s"
                        .formatted(
                            o.incident(),
                            o.service(),
                            BacktestPage.moment(o.from()),
                            o.difference()))
            .toList());
    add(
        lines,
        "Verdicts the other way round",
        report.flips().stream()
            .map(
                f ->
                    "%s, %s: %s %s, was %s"
                        .formatted(f.customer(), f.agreement(), f.about(), f.is(), f.was()))
            .toList());
    add(
        lines,
        "Clocks that still run under one of both",
        report.undecided().stream()
            .map(
                f ->
                    "%s, %s: %s %s, was %s"
                        .formatted(f.customer(), f.agreement(), f.about(), f.is(), f.was()))
            .toList());
    add(
        lines,
        "Not comparable, since it rests on what cannot be replayed",
        report.leftOut().stream().map(TextReport::line).toList());
    add(
        lines,
        "Withdrawn under the new rules: proven wrong later, and counted nowhere",
        report.withdrawnAfter().stream().map(TextReport::line).toList());
    List<String> careful = new ArrayList<>(report.notReplayable());
    report
        .unsure()
        .forEach(
            u ->
                careful.add(
                    "%s: %s, %s – %s: %s"
                        .formatted(
                            u.resolution(),
                            u.about().isEmpty() ? "everything" : u.about(),
                            BacktestPage.moment(u.from()),
                            BacktestPage.moment(u.to()),
                            u.why())));
    add(lines, "Where to be careful", careful);
    return lines;
  }

  private static void add(List<String> lines, String title, List<String> all) {
    if (!all.isEmpty()) {
      lines.add("");
      lines.add(title);
      all.stream().limit(MOST).forEach(line -> lines.add("  " + line));
      if (all.size() > MOST) {
        lines.add("  and %d more; --json FILE has all".formatted(all.size() - MOST));
      }
    }
  }

  private static String line(Entry entry) {
    return "%s %s %s, %s: %s"
        .formatted(
            entry.kind().replace('_', ' '),
            entry.severity(),
            entry.service(),
            BacktestPage.when(entry),
            entry.text());
  }

  private static String line(Change change) {
    return "%s %s → %s"
        .formatted(
            change.what(), BacktestPage.value(change.was()), BacktestPage.value(change.is()));
  }
}
