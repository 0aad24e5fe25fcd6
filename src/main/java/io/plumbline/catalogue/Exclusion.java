package io.plumbline.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A span of time that no objective of some services is judged by, agreed with those to whom they
 * were promised.
 *
 * @param name unique name
 * @param services names of the services
 * @param from its first instant
 * @param to the first instant after it
 * @param reason why
 * @param approvedBy who agreed
 */
public record Exclusion(
    String name,
    List<String> services,
    Instant from,
    Instant to,
    String reason,
    String approvedBy) {

  /** Copies the list. */
  public Exclusion {
    services = List.copyOf(services);
  }
}
