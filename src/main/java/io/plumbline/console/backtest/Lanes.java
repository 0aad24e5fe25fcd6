package io.plumbline.console.backtest;

import io.plumbline.console.backtest.BacktestReport.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Before and after as lanes over time, one pair for each service with a difference or an outage.
 */
public final class Lanes {

  /** Width of the drawing. */
  public static final int WIDTH = 1000;

  private static final int MOST = 20;
  private static final double NARROWEST = 2.5;
  private static final int MARKS = 8;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

  private final BacktestReport report;

  /** Draws a report. */
  public Lanes(BacktestReport report) {
    this.report = report;
  }

  /** A stretch of a lane, in units of the drawing. */
  public record Bar(String css, String x, String width, String label) {

    /** How far below the upper edge of its lane it begins: breaches run below what calls. */
    public int top() {
      return css.equals("breach") ? 10 : 0;
    }

    /** How high it is. */
    public String height() {
      return css.equals("breach") ? "5" : "10";
    }
  }

  /** A mark of the time axis, in units of the drawing and in percent of its width. */
  public record Mark(String x, String percent, String label) {}

  /** The lanes of one service, and what they say in words. */
  public record Lane(
      String service, List<Bar> outages, List<Bar> before, List<Bar> after, String words) {}

  /** The lanes, those with most differences first. */
  public List<Lane> lanes() {
    Map<String, Integer> differing = new TreeMap<>();
    report.outages().forEach(o -> differing.merge(o.service(), 1, Integer::sum));
    Stream.of(
            report.added().stream(),
            report.gone().stream(),
            report.moved().stream().map(BacktestReport.Moved::is))
        .flatMap(s -> s)
        .forEach(entry -> differing.merge(entry.service(), 1, Integer::sum));
    return differing.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MOST)
        .map(e -> lane(e.getKey()))
        .toList();
  }

  /** How many services have a difference and no lane. */
  public int left() {
    Set<String> services = new TreeSet<>();
    report.added().forEach(e -> services.add(e.service()));
    report.gone().forEach(e -> services.add(e.service()));
    report.moved().forEach(e -> services.add(e.is().service()));
    report.outages().forEach(o -> services.add(o.service()));
    return Math.max(0, services.size() - MOST);
  }

  private Lane lane(String service) {
    List<Bar> outages =
        report.outages().stream()
            .filter(o -> o.service().equals(service))
            .map(o -> bar("outage", o.from(), o.to(), o.incident()))
            .toList();
    List<Bar> before = bars(report.before(), service);
    List<Bar> after = bars(report.after(), service);
    return new Lane(
        service,
        outages,
        before,
        after,
        "%s: %d findings before, %d after, %d confirmed outages"
            .formatted(service, before.size(), after.size(), outages.size()));
  }

  /** Those that call somebody; the worst are drawn last, over the others. */
  private List<Bar> bars(List<Entry> entries, String service) {
    List<Bar> bars = new ArrayList<>();
    entries.stream()
        .filter(e -> e.service().equals(service))
        .filter(e -> !e.kind().equals("improvement") && !e.severity().equals("info"))
        .sorted(Comparator.comparing(Lanes::weight).thenComparing(Entry::start))
        .forEach(e -> bars.add(bar(css(e), e.start(), e.end(), e.rule() + ": " + e.text())));
    return bars;
  }

  private static int weight(Entry entry) {
    return entry.kind().equals("breach") ? 2 : entry.severity().equals("page") ? 1 : 0;
  }

  private static String css(Entry entry) {
    return switch (weight(entry)) {
      case 2 -> "breach";
      case 1 -> "risk";
      default -> "risk faint";
    };
  }

  private Bar bar(String css, Instant from, Instant to, String label) {
    Instant end = to == null || to.isAfter(report.to()) ? report.to() : to;
    Instant begin = from.isBefore(report.from()) ? report.from() : from;
    double x = x(begin);
    double width = Math.max(NARROWEST, x(end) - x);
    return new Bar(css, tenths(Math.min(x, WIDTH - NARROWEST)), tenths(width), label);
  }

  /** Marks of the time axis. */
  public List<Mark> marks() {
    Duration length = Duration.between(report.from(), report.to());
    List<Mark> marks = new ArrayList<>();
    if (length.toHours() >= 48) {
      LocalDate day = LocalDate.ofInstant(report.from(), ZoneOffset.UTC);
      long step = Math.max(1, length.toDays() / MARKS);
      for (LocalDate next = day.plusDays(1); ; next = next.plusDays(step)) {
        Instant at = next.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (!at.isBefore(report.to())) {
          break;
        }
        marks.add(mark(at, DAY.format(next)));
      }
    } else {
      for (int i = 1; i < MARKS; i++) {
        Instant at = report.from().plus(length.multipliedBy(i).dividedBy(MARKS));
        marks.add(mark(at, HOUR.format(at.atOffset(ZoneOffset.UTC))));
      }
    }
    return marks;
  }

  private Mark mark(Instant at, String label) {
    return new Mark(tenths(x(at)), tenths(x(at) * 100 / WIDTH) + "%", label);
  }

  private double x(Instant at) {
    double all = report.to().toEpochMilli() - report.from().toEpochMilli();
    double part = (at.toEpochMilli() - report.from().toEpochMilli()) / all;
    return Math.max(0, Math.min(1, part)) * WIDTH;
  }

  private static String tenths(double value) {
    return Math.round(value * 10) / 10 + "." + Math.abs(Math.round(value * 10) % 10);
  }
}
