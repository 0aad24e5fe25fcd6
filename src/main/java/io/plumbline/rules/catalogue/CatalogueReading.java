package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Catalogue;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the catalogue files say.
 *
 * @param catalogue everything promised; only to be used when no problem was noted
 * @param packOf name of the pack that declares each service, by the service's name
 */
public record CatalogueReading(Catalogue catalogue, SortedMap<String, String> packOf) {

  /** Copies the map. */
  public CatalogueReading {
    packOf = Collections.unmodifiableSortedMap(new TreeMap<>(packOf));
  }
}
