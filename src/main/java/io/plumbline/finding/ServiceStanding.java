package io.plumbline.finding;

import io.plumbline.catalogue.Service;
import io.plumbline.fact.Fact;
import java.time.Instant;
import java.util.List;

/**
 * Everything that stands for one service after a tick: its figures and what was concluded of them.
 *
 * @param service the catalogue's entry
 * @param state the worst of what stands
 * @param since data time since which the state has held
 * @param asOf tick of the judgement
 * @param facts the figures, as the rules saw them
 * @param objectives each objective with its course, by name
 * @param clocks the open clocks, next due first
 * @param capacities each resource with its course, by name
 * @param open the findings that stand, worst first
 */
public record ServiceStanding(
    Service service,
    ServiceState state,
    Instant since,
    Instant asOf,
    List<Fact> facts,
    List<ObjectiveStanding> objectives,
    List<ClockStanding> clocks,
    List<CapacityStanding> capacities,
    List<Finding> open) {

  /** Copies the lists. */
  public ServiceStanding {
    facts = List.copyOf(facts);
    objectives = List.copyOf(objectives);
    clocks = List.copyOf(clocks);
    capacities = List.copyOf(capacities);
    open = List.copyOf(open);
  }

  /** The facts of one type, in their order. */
  public <F extends Fact> List<F> facts(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
