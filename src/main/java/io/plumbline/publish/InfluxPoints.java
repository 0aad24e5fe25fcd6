package io.plumbline.publish;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands and what happened as InfluxDB points, in line protocol with nanoseconds. What is not
 * known has no field. No ticket is named in a tag.
 */
final class InfluxPoints {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private InfluxPoints() {}

  /** The clocks of one target and priority, which share a point. */
  record Clocks(String service, String target, String priority) {

    static Clocks of(ClockStanding clock) {
      TargetProgress progress = clock.progress();
      return new Clocks(progress.service(), progress.target(), progress.priority());
    }
  }

  /** The objectives and capacities of a service. */
  static List<String> figures(ServiceStanding standing) {
    List<String> lines = new ArrayList<>();
    for (ObjectiveStanding objective : standing.objectives()) {
      add(lines, objective(standing, objective));
    }
    for (CapacityStanding capacity : standing.capacities()) {
      add(lines, capacity(standing, capacity));
    }
    return lines;
  }

  private static Point objective(ServiceStanding standing, ObjectiveStanding objective) {
    Point point =
        point("plumbline_objective", standing)
            .addTag("objective", objective.slo().name())
            .addField("target_ratio", objective.slo().target())
            .addField("unknown_ratio", objective.unknownRatio());
    objective.attainment().ifPresent(ratio -> point.addField("attainment_ratio", ratio));
    objective.budgetRemaining().ifPresent(left -> point.addField("budget_remaining_ratio", left));
    new TreeMap<>(objective.burnRates())
        .forEach((window, rate) -> point.addField("burn_rate_" + window, rate));
    return point;
  }

  private static Point capacity(ServiceStanding standing, CapacityStanding capacity) {
    Point point =
        point("plumbline_capacity", standing)
            .addTag("resource", capacity.target().resource())
            .addField("threshold_ratio", capacity.target().threshold());
    capacity.utilisation().ifPresent(used -> point.addField("utilisation_ratio", used));
    capacity.days().ifPresent(days -> point.addField("days_to_threshold", days));
    return point;
  }

  /**
   * The open clocks of a service, counted by state.
   *
   * @param known targets and priorities to write even if no clock of theirs is open now
   */
  static List<String> clocks(ServiceStanding standing, Iterable<Clocks> known) {
    Map<Clocks, List<ClockStanding>> open = new HashMap<>();
    standing
        .clocks()
        .forEach(c -> open.computeIfAbsent(Clocks.of(c), key -> new ArrayList<>()).add(c));
    List<String> lines = new ArrayList<>();
    for (Clocks clocks : known) {
      add(lines, clocks(standing, clocks, open.getOrDefault(clocks, List.of())));
    }
    return lines;
  }

  private static Point clocks(ServiceStanding standing, Clocks of, List<ClockStanding> open) {
    Point point =
        point("plumbline_clock", standing)
            .addTag("target", of.target())
            .addTag("priority", of.priority());
    Map<String, Long> states = new TreeMap<>(Map.of("running", 0L, "at_risk", 0L));
    states.put("paused", 0L);
    states.put("breached", 0L);
    open.forEach(c -> states.merge(BoardMetrics.clockState(c.progress()), 1L, Long::sum));
    states.forEach(point::addField);
    open.stream()
        .mapToDouble(c -> c.progress().usedPercent())
        .max()
        .ifPresent(most -> point.addField("most_used_percent", most));
    open.stream()
        .flatMap(c -> c.due().stream())
        .min(Instant::compareTo)
        .map(due -> Duration.between(standing.asOf(), due).toMillis() / 1e3)
        .ifPresent(left -> point.addField("next_due_seconds", left));
    return point;
  }

  private static Point point(String measurement, ServiceStanding standing) {
    return Point.measurement(measurement)
        .addTag("service", standing.service().name())
        .addTag("tier", standing.service().tier())
        .time(standing.asOf(), WritePrecision.NS);
  }

  /**
   * A step in the life of a finding. Points of equal tags and time are one to InfluxDB, so events
   * of one moment are kept apart by nanoseconds taken from their id; the same event always gives
   * the same point.
   */
  static String event(FindingEvent event) {
    Finding finding = event.finding();
    long apart = Math.floorMod((long) event.id().hashCode(), NANOS_PER_MILLI);
    return Point.measurement("plumbline_finding")
        .addTag("service", finding.service())
        .addTag("kind", finding.kind().wireName())
        .addTag("severity", finding.severity().wireName())
        .addTag("rule", finding.rule())
        .addTag("change", event.change().wireName())
        .addField("id", finding.id())
        .addField("revision", (long) finding.revision())
        .addField("subject", finding.subject())
        .addField("text", finding.text())
        .time(event.at().plusNanos(apart), WritePrecision.NS)
        .toLineProtocol();
  }

  private static void add(List<String> lines, Point point) {
    String line = point.toLineProtocol();
    if (!line.isEmpty()) {
      lines.add(line);
    }
  }
}
