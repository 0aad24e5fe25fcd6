package io.plumbline.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * An entry of the service catalogue: what customers buy and what everything else refers to.
 *
 * @param name unique name (RFC 1123 label), used in metric labels and references
 * @param displayName name for people; equals {@code name} when none was given
 * @param description one sentence for people, may be empty
 * @param tier service level class such as {@code gold}, empty when none was given
 * @param owner who answers for the service, empty when none was given
 * @param labels all labels of the catalogue entry, in its order
 * @param priorities what makes a priority of the impact and urgency of its tickets, if anything
 */
public record Service(
    String name,
    String displayName,
    String description,
    String tier,
    String owner,
    Map<String, String> labels,
    Optional<PriorityMatrix> priorities) {

  /** The pseudo-service that receives incidents of services nobody has catalogued. */
  public static final String UNASSIGNED = "unassigned";

  /** A service whose tickets have the priority that their source sends, and no other. */
  public Service(
      String name,
      String displayName,
      String description,
      String tier,
      String owner,
      Map<String, String> labels) {
    this(name, displayName, description, tier, owner, labels, Optional.empty());
  }

  /** Copies the labels. */
  public Service {
    labels = Map.copyOf(labels);
  }
}
