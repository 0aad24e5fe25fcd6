package io.plumbline.report;

import io.plumbline.catalogue.Service;
import io.plumbline.fact.Kind;
import io.plumbline.finding.CapacityStanding;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.finding.ServiceState;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All services in the order in which people should look at them.
 *
 * @param revision the board's revision that it shows
 * @param services worst first, without the one that stands for all
 * @param byName the same by name, and that one
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

  /** A service beside the scarcest of its budgets, which is asked for in every comparison. */
  private record Ranked(ServiceStanding service, double budgetLeft) {
    static Ranked of(ServiceStanding service) {
      return new Ranked(service, Standing.budgetLeft(service));
    }
  }

  private static final Comparator<Ranked> WORST_SERVICE_FIRST =
      Comparator.<Ranked, ServiceState>comparing(r -> r.service().state())
          .reversed()
          .thenComparingDouble(Ranked::budgetLeft)
          .thenComparing(r -> r.service().service().name());

  private static final Comparator<Finding> NEWEST_FIRST =
      Comparator.comparing(Finding::start).reversed().thenComparing(Finding::id);

  private static final Comparator<Finding> WORST_FINDING_FIRST =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::severity)
          .thenComparing(NEWEST_FIRST);

  private static final Comparator<ClockStanding> NEXT_DUE_FIRST =
      Comparator.<ClockStanding, Boolean>comparing(c -> c.progress().onHold())
          .thenComparing(c -> c.due().orElse(Instant.MAX))
          .thenComparing(c -> c.left())
          .thenComparing(c -> c.progress().subject());

  private static final Comparator<CapacityStanding> NEAREST_FIRST =
      Comparator.<CapacityStanding>comparingDouble(c -> c.days().orElse(Double.MAX_VALUE))
          .thenComparing(
              Comparator.<CapacityStanding>comparingDouble(Standing::shareOfThreshold).reversed())
          .thenComparing(c -> c.target().name());

  static Standing of(List<ServiceStanding> unsorted, long revision) {
    List<ServiceStanding> services =
        unsorted.stream()
            .filter(s -> !s.service().name().equals(Service.PORTFOLIO))
            .map(Ranked::of)
            .sorted(WORST_SERVICE_FIRST)
            .map(Ranked::service)
            .toList();
    Map<String, ServiceStanding> byName = new HashMap<>();
    unsorted.forEach(s -> byName.put(s.service().name(), s));
    Counts counts = Counts.of(services);
    List<Finding> findings = all(unsorted, ServiceStanding::open, WORST_FINDING_FIRST);
    return new Standing(
        revision,
        services,
        Collections.unmodifiableMap(byName),
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
    double least = Double.MAX_VALUE;
    for (ObjectiveStanding objective : service.objectives()) {
      least = Math.min(least, objective.budgetRemaining().orElse(least));
    }
    return least;
  }

  private static double shareOfThreshold(CapacityStanding capacity) {
    return capacity.utilisation().orElse(0) / capacity.target().threshold();
  }
}
