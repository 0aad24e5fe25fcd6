package io.plumbline.report;

import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many services are in which state.
 *
 * @param breach services that break a promise
 * @param atRisk services that will, unless somebody acts
 * @param unknown services about which nothing can be said
 * @param fine services that keep what they promise
 */
public record Counts(int breach, int atRisk, int unknown, int fine) {

  /** Counts the services. */
  static Counts of(List<ServiceStanding> services) {
    Map<ServiceState, Integer> n = new EnumMap<>(ServiceState.class);
    services.forEach(s -> n.merge(s.state(), 1, Integer::sum));
    return new Counts(
        n.getOrDefault(ServiceState.BREACH, 0),
        n.getOrDefault(ServiceState.AT_RISK, 0),
        n.getOrDefault(ServiceState.UNKNOWN, 0),
        n.getOrDefault(ServiceState.FINE, 0));
  }

  /** All services. */
  public int total() {
    return breach + atRisk + unknown + fine;
  }
}
