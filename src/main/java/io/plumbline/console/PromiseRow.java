package io.plumbline.console;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.fact.Kind;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import io.plumbline.finding.ServiceStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One promise as the page shows it.
 *
 * @param name its name
 * @param promise what was promised
 * @param tone how it stands
 * @param figure the attainment, or a word where it is not known
 * @param left what is left of the budget, in words
 * @param pace how long that lasts, or since when nothing is known; may be empty
 * @param bar how the bar is drawn: {@code filled}, {@code overspent}, {@code hatched}, {@code
 *     blank}
 * @param width filled part of the bar, 0 to 100
 * @param line path of the budget's course
 * @param area path of the area below it, empty when it is not to be filled
 * @param label what the chart says, in words
 */
public record PromiseRow(
    String name,
    String promise,
    Tone tone,
    String figure,
    String left,
    String pace,
    String bar,
    int width,
    String line,
    String area,
    String label) {

  /** Width of the small chart's drawing. */
  public static final int WIDTH = 148;

  /** Height of the small chart's drawing. */
  public static final int HEIGHT = 36;

  /** Share of a budget at and below which it is shown as at risk, here and in Grafana. */
  private static final double LOW_BUDGET = 0.25;

  static PromiseRow of(ObjectiveStanding o, ServiceStanding service, Times times) {
    String name = o.slo().displayName();
    String promise = Words.target(o.slo().target()) + " over " + over(o);
    Tone tone = tone(o, service);
    List<Point> course = course(o);
    Instant from = o.terms().open().map(Span::from).orElse(times.now().minus(o.slo().period()));
    Instant to = o.terms().open().map(Span::to).orElse(times.now());
    Chart chart = new Chart(WIDTH, HEIGHT, from, to, 1);
    String line = chart.line(course);
    if (!o.known()) {
      String last = lastKnown(o, course, times);
      return new PromiseRow(
          name,
          promise,
          tone,
          "unknown",
          "unknown",
          last,
          "hatched",
          0,
          line,
          "",
          name + ": the error budget left is unknown" + (last.isEmpty() ? "" : ", " + last));
    }
    if (o.attainment().isEmpty() || o.budgetRemaining().isEmpty()) {
      return new PromiseRow(
          name,
          promise,
          tone,
          "no events",
          "nothing counted",
          "",
          "blank",
          0,
          line,
          "",
          name + ": no events were counted in the period");
    }
    double remaining = o.budgetRemaining().getAsDouble();
    String left = Words.budgetLeft(remaining);
    String pace = remaining <= 0 ? spent(o, service, course, times) : pace(o, remaining, times);
    return new PromiseRow(
        name,
        promise,
        tone,
        Words.attainment(o.attainment().getAsDouble(), o.slo().target()),
        left,
        pace,
        remaining < 0 ? "overspent" : "filled",
        (int) Math.round(100 * Math.min(1, Math.max(0, remaining < 0 ? 1 : remaining))),
        line,
        chart.area(course),
        name + ": error budget " + left + (pace.isEmpty() ? "" : ", " + pace));
  }

  private static String over(ObjectiveStanding o) {
    // On a day on which clocks change a period has an hour more or less, which nobody means.
    return o.terms().open().isPresent()
        ? "the calendar's "
            + Words.period(Duration.ofDays(o.terms().length(o.slo()).plusHours(12).toDays()))
        : Words.period(o.slo().period());
  }

  private static Tone tone(ObjectiveStanding o, ServiceStanding service) {
    if (!o.known()) {
      return Tone.UNKNOWN;
    }
    double remaining = o.budgetRemaining().orElse(1);
    // A calendar period is broken when it closes, not while it may yet end well.
    boolean broken = remaining <= 0 && o.terms().open().isEmpty();
    if (broken || judged(service, Kind.BREACH, o)) {
      return Tone.BREACH;
    }
    return remaining <= LOW_BUDGET || judged(service, Kind.AT_RISK, o) ? Tone.AT_RISK : Tone.FINE;
  }

  private static boolean judged(ServiceStanding service, Kind kind, ObjectiveStanding o) {
    return service.open().stream()
        .filter(f -> f.kind() == kind)
        .map(Finding::measure)
        .anyMatch(o.slo().name()::equals);
  }

  private static List<Point> course(ObjectiveStanding o) {
    return o.known() || o.newestSample().isEmpty()
        ? o.budgetCourse()
        : o.budgetCourse().stream().filter(p -> !p.at().isAfter(o.newestSample().get())).toList();
  }

  private static String lastKnown(ObjectiveStanding o, List<Point> course, Times times) {
    if (o.newestSample().isEmpty()) {
      return "no data yet";
    }
    String ago = Words.span(Duration.between(o.newestSample().get(), times.now())) + " ago";
    if (course.isEmpty()) {
      return "last sample " + ago;
    }
    double last = course.get(course.size() - 1).value();
    return "last known " + (last < 0 ? "overspent" : Words.share(last)) + ", " + ago;
  }

  // A breach knows its moment; the course knows it only to its step.
  private static String spent(
      ObjectiveStanding o, ServiceStanding service, List<Point> course, Times times) {
    return service.open().stream()
        .filter(f -> f.kind() == Kind.BREACH && f.measure().equals(o.slo().name()))
        .map(Finding::start)
        .min(Instant::compareTo)
        .or(() -> crossing(course))
        .map(at -> "spent " + Words.span(Duration.between(at, times.now())) + " ago")
        .orElse("");
  }

  private static Optional<Instant> crossing(List<Point> course) {
    int first = course.size();
    while (first > 0 && course.get(first - 1).value() <= 0) {
      first--;
    }
    // Only a course that shows the budget before and after tells when it was spent.
    return first == 0 || first == course.size()
        ? Optional.empty()
        : Optional.of(course.get(first).at());
  }

  private static String pace(ObjectiveStanding o, double remaining, Times times) {
    OptionalDouble burn = burn(o);
    if (burn.isEmpty()) {
      return "";
    }
    long period = o.terms().length(o.slo()).toSeconds();
    double ends = burn.getAsDouble() <= 0 ? period : remaining * period / burn.getAsDouble();
    long left =
        o.terms()
            .open()
            .map(open -> Duration.between(times.now(), open.to()).toSeconds())
            .orElse(period);
    return ends >= left
        ? "lasts the period"
        : "ends in " + Words.span(Duration.ofSeconds((long) ends)) + " at this pace";
  }

  private static OptionalDouble burn(ObjectiveStanding o) {
    Double rate = o.burnRates().get("6h");
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
