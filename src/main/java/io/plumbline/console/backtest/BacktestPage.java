package io.plumbline.console.backtest;

import io.plumbline.console.page.StaticTemplates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A report as one page that needs nothing beside it: no script, no style sheet, no network. */
public final class BacktestPage {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

  private BacktestPage() {}

  /** The page in HTML. */
  public static String of(BacktestReport report) {
    return new StaticTemplates()
        .backtest(report, new Lanes(report), resource("console.css") + resource("backtest.css"))
        .render();
  }

  private static String resource(String name) {
    try (InputStream in = BacktestPage.class.getResourceAsStream("/io/plumbline/console/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " of the program cannot be read", e);
    }
  }

  /** A moment in UTC, in words, to the minute. */
  public static String moment(Instant at) {
    return MOMENT.format(at.atOffset(ZoneOffset.UTC));
  }

  /** What a change was or is, in words: an instant as a moment, everything else as it is. */
  public static String value(String value) {
    return value.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
        ? SECOND.format(Instant.parse(value).atOffset(ZoneOffset.UTC))
        : value;
  }

  /** When a finding stood, in words. */
  public static String when(BacktestReport.Entry entry) {
    return entry.end() == null
        ? "since " + moment(entry.start())
        : moment(entry.start()) + " – " + moment(entry.end());
  }
}
