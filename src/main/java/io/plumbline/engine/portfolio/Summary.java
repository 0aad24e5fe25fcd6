package io.plumbline.engine.portfolio;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.time.Instant;
import java.util.List;

/**
 * How a service stands, as far as others may know it.
 *
 * @param service its name
 * @param state the worst of what stands
 * @param breaches how many of its breaches stand
 * @param risks how many of its risks stand
 * @param pages how many of these page
 * @param at data time since which it has been so
 */
public record Summary(
    String service, ServiceState state, int breaches, int risks, int pages, Instant at) {

  /** A service of which nothing has been told yet. */
  static Summary unheard(String service, Instant now) {
    return new Summary(service, ServiceState.FINE, 0, 0, 0, now);
  }

  /**
   * Sums a standing up.
   *
   * @param events what was told of it at the same tick
   */
  public static Summary of(ServiceStanding standing, List<FindingEvent> events) {
    List<Finding> open = standing.open();
    List<Finding> risks = open.stream().filter(f -> f.kind() == Kind.AT_RISK).toList();
    Instant at =
        events.stream()
            .map(FindingEvent::at)
            .max(Instant::compareTo)
            .filter(told -> told.isAfter(standing.since()))
            .orElse(standing.since());
    return new Summary(
        standing.service().name(),
        standing.state(),
        (int) open.stream().filter(f -> f.kind() == Kind.BREACH).count(),
        risks.size(),
        (int) risks.stream().filter(f -> f.severity() == Severity.PAGE).count(),
        at);
  }

  /** The same, since an instant at the earliest. */
  Summary notBefore(Instant earliest) {
    return at.isBefore(earliest)
        ? new Summary(service, state, breaches, risks, pages, earliest)
        : this;
  }

  /** Whether another says the same, whenever. */
  boolean says(Summary other) {
    return state == other.state
        && breaches == other.breaches
        && risks == other.risks
        && pages == other.pages;
  }
}
