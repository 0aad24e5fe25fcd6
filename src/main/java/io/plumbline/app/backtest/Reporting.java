package io.plumbline.app.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.console.backtest.BacktestReport.Change;
import io.plumbline.console.backtest.BacktestReport.Count;
import io.plumbline.console.backtest.BacktestReport.Entry;
import io.plumbline.rules.Problem;
import io.plumbline.runner.backtest.Comparison;
import io.plumbline.runner.backtest.Flip;
import io.plumbline.runner.backtest.Headline;
import io.plumbline.runner.backtest.Life;
import io.plumbline.runner.backtest.Move;
import io.plumbline.runner.backtest.Outage;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a report of a comparison. */
public final class Reporting {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Reporting() {}

  /** The report. */
  public static BacktestReport of(Comparison comparison) {
    Span span = comparison.span();
    return new BacktestReport(
        Headline.of(comparison),
        Headline.verdict(comparison),
        Headline.period(span),
        span.from(),
        span.to(),
        comparison.current(),
        comparison.candidate(),
        new Count(
            Comparison.pages(comparison.before(), span),
            Comparison.pages(comparison.after(), span)),
        new Count(
            Comparison.breaches(comparison.before(), span),
            Comparison.breaches(comparison.after(), span)),
        new Count(comparison.before().size(), comparison.after().size()),
        comparison.verdicts(),
        comparison.greatest().stream()
            .map(
                g ->
                    new BacktestReport.Great(
                        g.what(), entry(g.life()), changes(g.changes()), g.why()))
            .toList(),
        comparison.outages().stream().map(Reporting::outage).toList(),
        flips(comparison.flips()),
        byCustomer(comparison.flips()),
        flips(comparison.undecided()),
        entries(comparison.added()),
        entries(comparison.gone()),
        comparison.moved().stream().map(Reporting::moved).toList(),
        comparison.notReplayable().stream().map(Problem::toString).toList(),
        entries(comparison.leftOut()),
        entries(comparison.withdrawn().before()),
        entries(comparison.withdrawn().after()),
        comparison.unsure().stream()
            .map(
                u ->
                    new BacktestReport.Unsure(u.about(), u.resolution(), u.from(), u.to(), u.why()))
            .toList(),
        entries(comparison.before()),
        entries(comparison.after()));
  }

  /** A report as JSON. */
  public static String json(BacktestReport report) {
    return text(report);
  }

  /** How far a backtest is, as JSON. */
  static String json(Job.View job) {
    return text(job);
  }

  private static String text(Record data) {
    try {
      return JSON.writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it is plain data", e);
    }
  }

  private static SortedMap<String, Long> byCustomer(List<Flip> flips) {
    SortedMap<String, Long> counts = new TreeMap<>();
    flips.forEach(flip -> counts.merge(flip.counterparty(), 1L, Long::sum));
    return counts;
  }

  private static List<BacktestReport.Flip> flips(List<Flip> flips) {
    return flips.stream()
        .map(
            f ->
                new BacktestReport.Flip(
                    f.counterparty(), f.agreement(), f.about(), f.at(), f.was(), f.is()))
        .toList();
  }

  private static List<Entry> entries(List<Life> lives) {
    return lives.stream().map(Reporting::entry).toList();
  }

  private static Entry entry(Life life) {
    return new Entry(
        life.finding().id(),
        life.finding().kind().wireName(),
        life.severity().wireName(),
        life.finding().service(),
        life.finding().subject(),
        life.finding().rule(),
        life.finding().file(),
        life.finding().text(),
        life.start(),
        life.finding().ended().orElse(null));
  }

  private static BacktestReport.Moved moved(Move move) {
    return new BacktestReport.Moved(entry(move.was()), entry(move.is()), changes(move.changes()));
  }

  private static List<Change> changes(List<Move.Change> changes) {
    return changes.stream().map(c -> new Change(c.what(), c.was(), c.is())).toList();
  }

  private static BacktestReport.Outage outage(Outage outage) {
    return new BacktestReport.Outage(
        outage.incident(),
        outage.service(),
        outage.from(),
        outage.to().equals(Instant.MAX) ? null : outage.to(),
        outage.was().orElse(null),
        outage.is().orElse(null),
        difference(outage));
  }

  private static String difference(Outage outage) {
    if (outage.was().isPresent() != outage.is().isPresent()) {
      return outage.is().isPresent() ? "found now" : "missed now";
    }
    return outage
        .later()
        .map(later -> later.isZero() ? "as before" : Headline.delay(later))
        .orElse("missed as before");
  }
}
