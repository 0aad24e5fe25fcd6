package io.plumbline.console;

import io.plumbline.catalogue.Slo;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import io.plumbline.report.Board;
import io.plumbline.report.BoardHead;
import io.plumbline.report.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A board of six services, one or two in each state, for looking at the pages. */
final class PreviewBoard {

  private final Board board = new Board();
  private final Instant start;

  PreviewBoard(Instant start) {
    this.start = start;
    board.update(services(), head(start));
  }

  Board board() {
    return board;
  }

  /** Lets a tick pass in which nothing was judged. */
  void tick(Instant now) {
    board.update(List.of(), head(now));
  }

  private static BoardHead head(Instant now) {
    return new BoardHead(
        now, Optional.of(now), Duration.ofMillis(200), 41, "9f3c1a7e5b20d4c6", 31, List.of(), 0);
  }

  private List<ServiceStanding> services() {
    return List.of(checkout(), payments(), search(), ledger(), catalogue(), accounts());
  }

  private ServiceStanding checkout() {
    Instant missed = start.minus(Duration.ofMinutes(91));
    Slo fast = Cast.slo("checkout", "latency", "Answers under 300 ms", 0.99);
    ServiceStanding standing =
        Cast.standing(
            Cast.service("checkout", "Team Till", "gold"),
            ServiceState.BREACH,
            missed,
            List.of(
                objective("checkout", 0.999, -0.29, 2.1, fall(-0.29, 0.9)),
                Cast.objective(fast, 0.16, Map.of("6h", 1.2), fall(0.16, 0.9))),
            List.of(
                finding(
                    Kind.BREACH,
                    Severity.PAGE,
                    "checkout",
                    "Objective missed",
                    "Availability is 99.871 % over 30 days; 99.9 % was promised to ACME.",
                    missed),
                finding(
                    Kind.BREACH,
                    Severity.TICKET,
                    "checkout",
                    "Target passed",
                    "INC-4181: the resolution target of 4 h passed at 08:52.",
                    start.minus(Duration.ofMinutes(20))),
                finding(
                    Kind.IMPROVEMENT,
                    Severity.INFO,
                    "checkout",
                    "Same promise broken again",
                    "Availability broken three times in 30 days, each after a deployment. Proposed:"
                        + " a canary step.",
                    start.minus(Duration.ofDays(2)))));
    return Cast.with(
        Cast.with(
            standing,
            clock("checkout", "INC-4181", "resolution", "1", 108, Duration.ofMinutes(-20))),
        capacity("checkout", "cpu", 0.61, 0.8, OptionalDouble.of(91), 0.0021));
  }

  private ServiceStanding payments() {
    Instant since = start.minus(Duration.ofMinutes(10));
    return Cast.with(
        Cast.standing(
            Cast.service("payments", "Team Till", "gold"),
            ServiceState.AT_RISK,
            since,
            List.of(objective("payments", 0.9995, 0.33, 11.3, fall(0.33, 0.97))),
            List.of(
                finding(
                    Kind.AT_RISK,
                    Severity.PAGE,
                    "payments",
                    "Budget burns fast",
                    "Spent 6.2 % of its error budget in one hour.",
                    since))),
        clock("payments", "INC-4197", "response", "2", 82, Duration.ofSeconds(324)),
        clock("payments", "INC-4197", "resolution", "2", 11, Duration.ofMinutes(423)));
  }

  private ServiceStanding search() {
    Instant since = start.minus(Duration.ofHours(17));
    ServiceStanding standing =
        Cast.standing(
            Cast.service("search", "Team Discovery", "silver"),
            ServiceState.AT_RISK,
            since,
            List.of(objective("search", 0.995, 0.66, 0.7, fall(0.66, 0.3))),
            List.of(
                Cast.finding(
                    Kind.AT_RISK,
                    Severity.TICKET,
                    "search",
                    "disk",
                    "Capacity runs out",
                    "Disk is at 78 % and reaches its limit of 85 % in 11 days.",
                    since,
                    Map.of("resource", "disk", "days", 11.2, "threshold", 0.85))));
    return Cast.with(
        standing, capacity("search", "disk", 0.78, 0.85, OptionalDouble.of(11.2), 0.0062));
  }

  private ServiceStanding ledger() {
    Instant silent = start.minus(Duration.ofMinutes(12));
    Slo slo = Cast.slo("ledger", "availability", "Availability", 0.999);
    return Cast.standing(
        Cast.service("ledger", "Team Books", "gold"),
        ServiceState.UNKNOWN,
        silent,
        List.of(Cast.silent(slo, silent, fall(0.71, 0.5))),
        List.of(
            finding(
                Kind.AT_RISK,
                Severity.INFO,
                "ledger",
                "Feed silent",
                "No sample for 12 min; what it promised is unknown since.",
                silent)));
  }

  private ServiceStanding catalogue() {
    return Cast.standing(
        Cast.service("catalogue", "Team Discovery", "silver"),
        ServiceState.FINE,
        start.minus(Duration.ofDays(19)),
        List.of(objective("catalogue", 0.995, 0.88, 0.4, fall(0.88, 2))),
        List.of());
  }

  private ServiceStanding accounts() {
    ServiceStanding standing =
        Cast.standing(
            Cast.service("accounts", "Team Identity", "bronze"),
            ServiceState.FINE,
            start.minus(Duration.ofDays(41)),
            List.of(objective("accounts", 0.99, 0.72, 0.5, fall(0.72, 0.4))),
            List.of());
    return Cast.with(
        Cast.with(standing, Cast.held("accounts", "INC-4166", "resolution", "4", 47)),
        capacity("accounts", "connections", 0.4, 0.9, OptionalDouble.empty(), 0.0002));
  }

  private static ObjectiveStanding objective(
      String service, double target, double left, double burn, List<Point> course) {
    Slo slo = Cast.slo(service, "availability", "Availability", target);
    return Cast.objective(slo, left, Map.of("6h", burn), course);
  }

  /** A budget that goes from full to what is left, most of it at once at a share of the way. */
  private List<Point> fall(double left, double dropAt) {
    SplittableRandom random = new SplittableRandom(7);
    List<Point> course = new ArrayList<>();
    for (int i = 0; i <= 120; i++) {
      double way = i / 120.0;
      double value = 1 - (1 - left) * 0.55 * way - random.nextDouble() * 0.012;
      value -= way > dropAt ? (1 - left) * 0.45 : 0;
      course.add(new Point(start.minus(Duration.ofHours(6L * (120 - i))), value));
    }
    course.set(120, new Point(start, left));
    return course;
  }

  private Finding finding(
      Kind kind, Severity severity, String service, String rule, String text, Instant at) {
    return Cast.finding(kind, severity, service, rule, text, at);
  }

  private ClockStanding clock(
      String service, String incident, String target, String priority, double used, Duration left) {
    ClockStanding usual = Cast.clock(service, incident, target, priority, used, left);
    Optional<Instant> due = Optional.of(start.plus(left));
    return new ClockStanding(
        usual.progress(),
        due,
        due,
        start,
        usual.atRiskPercent(),
        start,
        left,
        usual.hours(),
        usual.holdings(),
        usual.paused());
  }

  private CapacityStanding capacity(
      String service,
      String resource,
      double used,
      double limit,
      OptionalDouble days,
      double growthPerDay) {
    SplittableRandom random = new SplittableRandom(service.length());
    List<Point> daily = new ArrayList<>();
    for (int day = 60; day >= 1; day--) {
      double noise = (random.nextDouble() - 0.5) * 0.11;
      daily.add(new Point(start.minus(Duration.ofDays(day)), used - growthPerDay * day + noise));
    }
    List<Point> trend =
        List.of(
            new Point(start.minus(Duration.ofDays(60)), used - growthPerDay * 60),
            new Point(start.plus(Duration.ofDays(45)), used + growthPerDay * 45));
    return Cast.capacity(service, resource, used, limit, days, daily, trend);
  }
}
