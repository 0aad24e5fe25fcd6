package io.plumbline.report;

import io.plumbline.fact.Kind;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * All services in the order in which people should look at them.
 *
 * @param revision the board's revision that it shows
 * @param services worst first
 * @param byName the same by name
 * @param counts how many are in which state
 * @param headline the sentence about them
 * @param findings open findings, worst first
 * @param improvements open improvements, newest first
 * @param clocks open clocks, next due first
 * @param capacities nearest threshold first
 */
record Standing(
    long revision,
    List<ServiceStanding> services,
    Map<String, ServiceStanding> byName,
    Counts counts,
    String headline,
    List<Finding> findings,
    List<Finding> improvements,
    List<ClockStanding> clocks,
    List<CapacityStanding> capacities) {

  private static final Comparator<ServiceStanding> WORST_SERVICE_FIRST =
      Comparator.comparing(ServiceStanding::state)
          .reversed()
          .thenComparingDouble(Standing::budgetLeft)
          .thenComparing(s -> s.service().name());

  private static final Comparator<Finding> NEWEST_FIRST =
      Comparator.comparing(Finding::start).reversed().thenComparing(Finding::id);

  private static final Comparator<Finding> WORST_FINDING_FIRST =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::severity)
          .thenComparing(NEWEST_FIRST);

  private static final Comparator<ClockStanding> NEXT_DUE_FIRST =
      Comparator.<ClockStanding, Boolean>comparing(c -> c.progress().onHold())
          .thenComparing(c -> c.due().orElse(Instant.MAX))
          .thenComparing(c -> c.progress().subject());

  private static final Comparator<CapacityStanding> NEAREST_FIRST =
      Comparator.<CapacityStanding>comparingDouble(c -> c.days().orElse(Double.MAX_VALUE))
          .thenComparing(
              Comparator.<CapacityStanding>comparingDouble(Standing::shareOfThreshold).reversed())
          .thenComparing(c -> c.target().name());

  static Standing of(List<ServiceStanding> unsorted, long revision) {
    List<ServiceStanding> services = unsorted.stream().sorted(WORST_SERVICE_FIRST).toList();
    Map<String, ServiceStanding> byName = new HashMap<>();
    services.forEach(s -> byName.put(s.service().name(), s));
    Counts counts = Counts.of(services);
    List<Finding> findings = all(services, ServiceStanding::open, WORST_FINDING_FIRST);
    return new Standing(
        revision,
        services,
        Map.copyOf(byName),
        counts,
        Headline.of(counts),
        findings,
        findings.stream().filter(f -> f.kind() == Kind.IMPROVEMENT).sorted(NEWEST_FIRST).toList(),
        all(services, ServiceStanding::clocks, NEXT_DUE_FIRST),
        all(services, ServiceStanding::capacities, NEAREST_FIRST));
  }

  private static <T> List<T> all(
      List<ServiceStanding> services,
      Function<ServiceStanding, Collection<T>> part,
      Comparator<T> order) {
    return services.stream().map(part).flatMap(Collection::stream).sorted(order).toList();
  }

  private static double budgetLeft(ServiceStanding service) {
    return service.objectives().stream()
        .map(o -> o.budgetRemaining())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .min()
        .orElse(Double.MAX_VALUE);
  }

  private static double shareOfThreshold(CapacityStanding capacity) {
    return capacity.utilisation().orElse(0) / capacity.target().threshold();
  }
}
