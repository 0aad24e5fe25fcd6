package io.plumbline.console;

import io.plumbline.fact.Kind;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One resource as the page shows it.
 *
 * @param service name of the service, for people
 * @param resource name of the resource
 * @param tone how it stands
 * @param when when the trend reaches the limit, in words
 * @param now what is used now, in words
 * @param limit the limit, in words
 * @param peaks path of the daily peaks
 * @param trend path of the trend ahead, empty when there is none
 * @param band path of the spread around it, empty when there is none
 * @param limitY where the limit is drawn
 * @param nowX where today is drawn
 * @param label what the chart says, in words
 */
public record CapacityCard(
    String service,
    String resource,
    Tone tone,
    String when,
    String now,
    String limit,
    String peaks,
    String trend,
    String band,
    String limitY,
    String nowX,
    String label) {

  /** Width of the drawing. */
  public static final int WIDTH = 280;

  /** Height of the drawing. */
  public static final int HEIGHT = 76;

  /** Days of history that are drawn. */
  public static final int DAYS_BACK = 60;

  /** Days of the trend that are drawn ahead. */
  public static final int DAYS_AHEAD = 45;

  static CapacityCard of(CapacityStanding c, String serviceName, List<Finding> open, Instant asOf) {
    Instant to = asOf.plus(Duration.ofDays(DAYS_AHEAD));
    Trend trend = Trend.of(c.trend(), c.dailyPeak());
    double highest = c.dailyPeak().stream().mapToDouble(Point::value).max().orElse(0);
    double max = Math.max(c.target().threshold(), Math.max(highest, trend.at(to).orElse(0))) * 1.1;
    Chart chart = new Chart(WIDTH, HEIGHT, asOf.minus(Duration.ofDays(DAYS_BACK)), to, max);
    String when = when(c);
    String now =
        c.utilisation().isPresent()
            ? "now " + Words.share(c.utilisation().getAsDouble())
            : "unknown";
    String limit = "limit " + Words.share(c.target().threshold());
    return new CapacityCard(
        serviceName,
        c.target().resource(),
        tone(c, open),
        when,
        now,
        limit,
        chart.line(c.dailyPeak()),
        trend.line(chart, asOf, to),
        trend.band(chart, asOf, to),
        chart.y(c.target().threshold()),
        chart.x(asOf),
        c.target().resource() + " of " + serviceName + ": " + now + ", " + limit + ", " + when);
  }

  private static Tone tone(CapacityStanding c, List<Finding> open) {
    if (c.utilisation().isEmpty()) {
      return Tone.UNKNOWN;
    }
    List<Kind> kinds =
        open.stream()
            .filter(f -> f.measure().equals(c.target().resource()))
            .map(Finding::kind)
            .toList();
    if (kinds.contains(Kind.BREACH)) {
      return Tone.BREACH;
    }
    return kinds.contains(Kind.AT_RISK) ? Tone.AT_RISK : Tone.FINE;
  }

  private static String when(CapacityStanding c) {
    if (c.utilisation().isEmpty()) {
      return "unknown";
    }
    if (!c.trendKnown()) {
      return "no trend yet";
    }
    if (c.days().isEmpty()) {
      return "not in sight";
    }
    double days = c.days().getAsDouble();
    if (days <= 0) {
      return "reached";
    }
    return days < 1 ? "within a day" : "in " + Words.days(days);
  }
}
