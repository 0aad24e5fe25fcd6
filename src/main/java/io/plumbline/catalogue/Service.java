package io.plumbline.catalogue;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

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
 * @param dependsOn names of the services that it needs, in order
 */
public record Service(
    String name,
    String displayName,
    String description,
    String tier,
    String owner,
    Map<String, String> labels,
    Optional<PriorityMatrix> priorities,
    SortedSet<String> dependsOn) {

  /** The pseudo-service that receives incidents of services nobody has catalogued. */
  public static final String UNASSIGNED = "unassigned";

  /** The pseudo-service that stands for all services together. */
  public static final String PORTFOLIO = "portfolio";

  /** A service whose tickets have the priority that their source sends, and no other. */
  public Service(
      String name,
      String displayName,
      String description,
      String tier,
      String owner,
      Map<String, String> labels) {
    this(name, displayName, description, tier, owner, labels, Optional.empty(), new TreeSet<>());
  }

  /** Copies the collections. */
  public Service {
    labels = Map.copyOf(labels);
    dependsOn = Collections.unmodifiableSortedSet(new TreeSet<>(dependsOn));
  }

  /** Whether the catalogue cannot have a service of this name, since the daemon has. */
  public static boolean isPseudo(String name) {
    return name.equals(UNASSIGNED) || name.equals(PORTFOLIO);
  }
}
