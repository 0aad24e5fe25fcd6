package io.plumbline.catalogue;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * What an agreement takes for downtime of its service, and how much availability it promises by
 * that, in each calendar month.
 *
 * @param hours agreed service time; nothing outside is downtime
 * @param target share of the agreed time for which the service is up, between 0 and 1
 * @param downPriorities priorities at which an incident takes the service down, unless its source
 *     says otherwise
 * @param upStates states of an incident in which the service is up again
 * @param objective name of the objective whose figures are compared with it, if any
 * @param tolerance by how much the two may differ
 */
public record AvailabilityTerms(
    ServiceHours hours,
    BigDecimal target,
    Set<String> downPriorities,
    Set<String> upStates,
    Optional<String> objective,
    double tolerance) {

  /** Copies the sets. */
  public AvailabilityTerms {
    downPriorities = Set.copyOf(downPriorities);
    upStates = Set.copyOf(upStates);
  }
}
