package io.plumbline.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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
 * @param incidentTargets response and resolution targets it promises
 */
public record Agreement(
    String name,
    Type type,
    String service,
    String counterparty,
    LocalDate validFrom,
    Optional<LocalDate> validTo,
    List<String> objectives,
    List<IncidentTarget> incidentTargets) {

  /** Copies the lists. */
  public Agreement {
    objectives = List.copyOf(objectives);
    incidentTargets = List.copyOf(incidentTargets);
  }

  /** With a customer (SLA), an internal group (OLA) or a supplier (underpinning contract, UC). */
  public enum Type {
    SLA,
    OLA,
    UC
  }
}
