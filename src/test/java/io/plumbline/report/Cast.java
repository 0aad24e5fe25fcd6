package io.plumbline.report;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.Slo;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingId;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.Point;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The services and findings that tests of the board, the read API and the console share. */
public final class Cast {

  /** The tick at which everything here is seen. */
  public static final Instant NOW = Instant.parse("2026-11-22T09:12:00Z");

  private Cast() {}

  public static BoardHead head() {
    return head(NOW);
  }

  public static BoardHead head(Instant asOf) {
    return new BoardHead(
        asOf, Optional.of(asOf), Duration.ofMillis(200), 41, "9f3c1a7e5b20d4c6", 31, List.of(), 0);
  }

  public static Service service(String name, String owner, String tier) {
    String display = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new Service(name, display, "", tier, owner, Map.of("tier", tier));
  }

  public static ServiceStanding standing(String name, ServiceState state, Finding... open) {
    return standing(name, state, List.of(objective(name, 0.999, 0.5)), List.of(open));
  }

  public static ServiceStanding standing(
      String name, ServiceState state, List<ObjectiveStanding> objectives, List<Finding> open) {
    return standing(
        service(name, "Team " + name, "gold"), state, NOW.minusSeconds(600), objectives, open);
  }

  public static ServiceStanding standing(
      Service service,
      ServiceState state,
      Instant since,
      List<ObjectiveStanding> objectives,
      List<Finding> open) {
    return new ServiceStanding(
        service, state, since, NOW, List.of(), objectives, List.of(), List.of(), open);
  }

  public static ServiceStanding with(ServiceStanding s, ClockStanding... clocks) {
    return new ServiceStanding(
        s.service(),
        s.state(),
        s.since(),
        s.asOf(),
        s.facts(),
        s.objectives(),
        List.of(clocks),
        s.capacities(),
        s.open());
  }

  public static ServiceStanding with(ServiceStanding s, CapacityStanding... capacities) {
    return new ServiceStanding(
        s.service(),
        s.state(),
        s.since(),
        s.asOf(),
        s.facts(),
        s.objectives(),
        s.clocks(),
        List.of(capacities),
        s.open());
  }

  public static Slo slo(String service, String name, String display, double target) {
    Selector total = new Selector("requests_total", "requests_total", List.of());
    Selector bad = new Selector("errors_total", "errors_total", List.of());
    return new Slo(
        service + "-" + name,
        display,
        service,
        new RatioSli("errors", RatioSli.Counts.BAD, bad, total),
        target,
        Duration.ofDays(30),
        Duration.ofMinutes(5));
  }

  /** An objective whose feed delivers and of whose budget this share is left. */
  public static ObjectiveStanding objective(String service, double target, double remaining) {
    return objective(
        slo(service, "availability", "Availability", target), remaining, Map.of(), List.of());
  }

  public static ObjectiveStanding objective(
      Slo slo, double remaining, Map<String, Double> burn, List<Point> course) {
    double attainment =
        Math.round((1 - (1 - remaining) * slo.errorBudget()) * 10_000_000) / 10_000_000.0;
    return new ObjectiveStanding(
        slo,
        true,
        Optional.of(NOW),
        OptionalDouble.of(attainment),
        OptionalDouble.of(remaining),
        0,
        burn,
        course);
  }

  /** An objective whose feed has been silent since then. */
  public static ObjectiveStanding silent(Slo slo, Instant newest, List<Point> course) {
    return new ObjectiveStanding(
        slo,
        false,
        Optional.of(newest),
        OptionalDouble.of(0.9997),
        OptionalDouble.of(0.71),
        0.021,
        Map.of(),
        course);
  }

  public static ClockStanding clock(
      String service, String incident, String target, String priority, double used, Duration left) {
    TargetProgress progress =
        progress(service, incident, target, priority, used > 100 ? "BREACHED" : "RUNNING", used);
    return new ClockStanding(
        progress,
        Optional.of(NOW.plus(left)),
        Optional.of(NOW.plus(left)),
        NOW.minusSeconds(7200),
        List.of(75, 90),
        NOW,
        left,
        ServiceHours.always(ZoneOffset.UTC),
        List.of(),
        false);
  }

  public static ClockStanding held(
      String service, String incident, String target, String priority, double used) {
    return new ClockStanding(
        progress(service, incident, target, priority, "PAUSED", used),
        Optional.empty(),
        Optional.empty(),
        NOW.minusSeconds(7200),
        List.of(75, 90),
        NOW,
        Duration.ofHours(1),
        ServiceHours.always(ZoneOffset.UTC),
        List.of(),
        true);
  }

  private static TargetProgress progress(
      String service,
      String incident,
      String target,
      String priority,
      String status,
      double usedPercent) {
    return new TargetProgress(
        service,
        "gold",
        incident,
        target,
        "acme-" + service,
        "ACME",
        priority,
        status,
        usedPercent,
        usedPercent >= 90 ? 90 : usedPercent >= 75 ? 75 : 0,
        240,
        "",
        1);
  }

  public static CapacityStanding capacity(
      String service,
      String resource,
      double used,
      double limit,
      OptionalDouble days,
      List<Point> daily,
      List<Point> trend) {
    CapacityTarget target =
        new CapacityTarget(
            service + "-" + resource,
            service,
            resource,
            new Selector("used_ratio", "used_ratio", List.of()),
            limit,
            Duration.ofDays(30));
    return new CapacityStanding(
        target, OptionalDouble.of(used), Optional.of(NOW), days, true, daily, trend);
  }

  public static CapacityStanding capacity(String service, String resource, OptionalDouble days) {
    return capacity(service, resource, 0.4, 0.8, days, List.of(), List.of());
  }

  public static Finding finding(
      Kind kind, Severity severity, String service, String rule, String text, Instant start) {
    return finding(
        kind,
        severity,
        service,
        service + "-availability",
        rule,
        text,
        start,
        Map.of("objective", service + "-availability", "ratioPercent", 99.871));
  }

  public static Finding finding(
      Kind kind,
      Severity severity,
      String service,
      String measure,
      String rule,
      String text,
      Instant start,
      Map<String, Object> facts) {
    return new Finding(
        FindingId.of(service, rule, measure, "", start),
        kind,
        severity,
        service,
        measure,
        measure,
        rule,
        "standard/availability.drl:12",
        "service level manager",
        "8.3.3",
        "https://wiki.example/runbooks/availability",
        text,
        start,
        start.plusSeconds(1),
        Finding.State.OPEN,
        Optional.empty(),
        "",
        1,
        "9f3c1a7e5b20d4c6",
        facts);
  }

  public static Finding cleared(Finding f, Instant ended, String reason) {
    return new Finding(
        f.id(),
        f.kind(),
        f.severity(),
        f.service(),
        f.subject(),
        f.measure(),
        f.rule(),
        f.file(),
        f.owner(),
        f.clause(),
        f.runbook(),
        f.text(),
        f.start(),
        f.detected(),
        Finding.State.CLEARED,
        Optional.of(ended),
        reason,
        f.revision() + 1,
        f.rulesHash(),
        f.facts());
  }
}
