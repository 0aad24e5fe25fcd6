package io.plumbline.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The priority of a ticket whose source sends an impact and an urgency instead.
 *
 * @param name unique name
 * @param byImpact the priority by impact, then by urgency
 */
public record PriorityMatrix(String name, Map<String, Map<String, String>> byImpact) {

  /** Copies the maps. */
  public PriorityMatrix {
    Map<String, Map<String, String>> copy = new HashMap<>();
    byImpact.forEach((impact, byUrgency) -> copy.put(impact, Map.copyOf(byUrgency)));
    byImpact = Map.copyOf(copy);
  }

  /** The priority of an impact and an urgency; empty when either has no place in the matrix. */
  public Optional<String> priority(String impact, String urgency) {
    return Optional.ofNullable(byImpact.getOrDefault(impact, Map.of()).get(urgency));
  }
}
