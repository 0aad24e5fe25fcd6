package io.plumbline.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An agreement about a service.
 *
 * @param name unique name
 * @param type with whom it was made
 * @param service name of the service
 * @param counterparty the customer, internal group or supplier
 * @param validFrom first day on which it holds
 * @param validTo last day on which it holds, empty when open-ended
 * @param objectives names of the service level objectives it promises
 * @param incidentTargets response, resolution and other targets it promises
 * @param majorPriorities priorities that make a ticket a major incident by themselves
 * @param availability what availability it promises by incidents, if any
 */
public record Agreement(
    String name,
    Type type,
    String service,
    String counterparty,
    LocalDate validFrom,
    Optional<LocalDate> validTo,
    List<String> objectives,
    List<IncidentTarget> incidentTargets,
    Set<String> majorPriorities,
    Optional<AvailabilityTerms> availability) {

  /** An agreement without major incidents and availability by incidents. */
  public Agreement(
      String name,
      Type type,
      String service,
      String counterparty,
      LocalDate validFrom,
      Optional<LocalDate> validTo,
      List<String> objectives,
      List<IncidentTarget> incidentTargets) {
    this(
        name,
        type,
        service,
        counterparty,
        validFrom,
        validTo,
        objectives,
        incidentTargets,
        Set.of(),
        Optional.empty());
  }

  /** Copies the collections. */
  public Agreement {
    objectives = List.copyOf(objectives);
    incidentTargets = List.copyOf(incidentTargets);
    majorPriorities = Set.copyOf(majorPriorities);
  }

  /** With a customer (SLA), an internal group (OLA) or a supplier (underpinning contract, UC). */
  public enum Type {
    SLA,
    OLA,
    UC
  }
}
