package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison in one sentence. Without confirmed outages nothing says which rules are better. */
public final class Headline {

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

  private Headline() {}

  /**
   * The sentence, such as {@code September 2026: 3 pages instead of 11; both confirmed outages
   * found, one 4 minutes later}.
   */
  public static String of(Comparison comparison) {
    List<String> parts = new ArrayList<>();
    Span span = comparison.span();
    long pages = Comparison.pages(comparison.after(), span);
    long pagesBefore = Comparison.pages(comparison.before(), span);
    long breaches = Comparison.breaches(comparison.after(), span);
    long breachesBefore = Comparison.breaches(comparison.before(), span);
    String counts = instead(pages, pagesBefore, "page");
    if (breaches + breachesBefore > 0) {
      counts += ", " + instead(breaches, breachesBefore, "breach");
    }
    parts.add(counts);
    if (!comparison.flips().isEmpty()) {
      parts.add(number(comparison.flips().size(), "verdict") + " the other way round");
    } else if (comparison.isEmpty()) {
      parts.add("no difference");
    }
    parts.add(outages(comparison.outages()));
    return period(span) + ": " + String.join("; ", parts);
  }

  /**
   * Which rules the log of incidents speaks for; it speaks for none unless a confirmed outage is in
   * it.
   */
  public static String verdict(Comparison comparison) {
    List<Outage> outages = comparison.outages();
    if (outages.isEmpty()) {
      return "No incident of the log was a major one or took a service down, so nothing says which rules serve people well.";
    }
    long missed = outages.stream().filter(o -> o.was().isPresent() && o.is().isEmpty()).count();
    long newly = outages.stream().filter(o -> o.was().isEmpty() && o.is().isPresent()).count();
    long later =
        outages.stream().filter(o -> o.later().filter(d -> d.toSeconds() > 0).isPresent()).count();
    long sooner =
        outages.stream().filter(o -> o.later().filter(d -> d.toSeconds() < 0).isPresent()).count();
    long pages =
        Comparison.pages(comparison.after(), comparison.span())
            - Comparison.pages(comparison.before(), comparison.span());
    boolean worse = missed > 0 || later > 0 || pages > 0;
    boolean better = newly > 0 || sooner > 0 || pages < 0;
    if (worse == better) {
      return worse
          ? "Better in some respects and worse in others: weigh them."
          : "Neither better nor worse, by the outages that the log confirms.";
    }
    return better
        ? "Better, by the outages that the log confirms."
        : "Worse, by the outages that the log confirms.";
  }

  private static String outages(List<Outage> outages) {
    if (outages.isEmpty()) {
      return "no confirmed outage in the log";
    }
    long found = outages.stream().filter(o -> o.is().isPresent()).count();
    long foundBefore = outages.stream().filter(o -> o.was().isPresent()).count();
    int all = outages.size();
    String of =
        all == 1
            ? (found == 1 ? "the confirmed outage found" : "the confirmed outage not found")
            : found == all
                ? (all == 2 ? "both" : "all " + all) + " confirmed outages found"
                : "%s of %d confirmed outages found".formatted(found == 0 ? "none" : found, all);
    List<String> parts = new ArrayList<>(List.of(of));
    if (found != foundBefore) {
      parts.add(
          "instead of "
              + (foundBefore == 0 ? "none" : foundBefore == all ? "all" : "" + foundBefore));
    }
    List<Duration> moved =
        outages.stream().flatMap(o -> o.later().stream()).filter(d -> !d.isZero()).toList();
    if (moved.size() == 1) {
      parts.add("%s%s".formatted(all == 1 ? "" : "one ", delay(moved.get(0))));
    } else if (!moved.isEmpty()) {
      long later = moved.stream().filter(d -> !d.isNegative()).count();
      Duration most = moved.stream().max(Duration::compareTo).orElseThrow();
      parts.add(
          later == 0
              ? moved.size() + " sooner"
              : "%d later, the latest %s".formatted(later, delay(most)));
    }
    return String.join(", ", parts);
  }

  /** How much later or sooner, in words, such as {@code 4 minutes later}. */
  public static String delay(Duration later) {
    return length(later.abs()) + (later.isNegative() ? " sooner" : " later");
  }

  /** A length of time in its greatest unit, two where that is needed. */
  public static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 60) {
      return number(seconds, "second");
    }
    if (seconds < 2 * 3_600) {
      return number(Math.round(seconds / 60.0), "minute");
    }
    if (seconds < 2 * 86_400) {
      return number(Math.round(seconds / 3_600.0), "hour");
    }
    return number(Math.round(seconds / 86_400.0), "day");
  }

  private static String instead(long now, long then, String what) {
    return now == then
        ? number(now, what) + " as before"
        : number(now, what) + " instead of " + (then == 0 ? "none" : then);
  }

  /** A number with its noun, such as {@code no page}, {@code 1 breach}, {@code 3 pages}. */
  public static String number(long number, String noun) {
    String plural = noun.endsWith("ch") ? noun + "es" : noun + "s";
    return (number == 0 ? "no" : number) + " " + (number <= 1 ? noun : plural);
  }

  /** A span in words, in UTC: a month, days, or minutes. */
  public static String period(Span span) {
    LocalDateTime from = LocalDateTime.ofInstant(span.from(), ZoneOffset.UTC);
    LocalDateTime to = LocalDateTime.ofInstant(span.to(), ZoneOffset.UTC);
    if (from.toLocalTime().equals(LocalTime.MIDNIGHT)
        && to.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      LocalDate last = to.toLocalDate().minusDays(1);
      YearMonth month = YearMonth.from(from);
      if (from.getDayOfMonth() == 1 && last.equals(month.atEndOfMonth())) {
        return MONTH.format(month);
      }
      if (!last.equals(from.toLocalDate()) && month.equals(YearMonth.from(last))) {
        return from.getDayOfMonth() + " to " + DAY.format(last);
      }
      return last.equals(from.toLocalDate())
          ? DAY.format(last)
          : DAY.format(from) + " to " + DAY.format(last);
    }
    return MINUTE.format(from) + " to " + MINUTE.format(to) + " UTC";
  }
}
