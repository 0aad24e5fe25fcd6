package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.rules.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the catalogue files say.
 *
 * @param catalogue everything promised; only to be used when no problem was noted
 * @param packOf name of the pack that declares each service, by the service's name
 * @param places where each objective and each capacity threshold is declared, by its name
 * @param warnings what can hardly be meant, though nothing is wrong with it
 */
public record CatalogueReading(
    Catalogue catalogue, SortedMap<String, String> packOf, Places places, List<Problem> warnings) {

  /**
   * Where names are declared, as {@code path:line}.
   *
   * @param objectives of objectives
   * @param capacities of capacity thresholds
   */
  public record Places(Map<String, String> objectives, Map<String, String> capacities) {

    /** Copies the maps. */
    public Places {
      objectives = Map.copyOf(objectives);
      capacities = Map.copyOf(capacities);
    }
  }

  /** Copies the collections. */
  public CatalogueReading {
    warnings = List.copyOf(warnings);
    packOf = Collections.unmodifiableSortedMap(new TreeMap<>(packOf));
  }
}
