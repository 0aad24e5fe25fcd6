package io.plumbline.catalogue;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that was promised, checked and free of dangling references.
 *
 * @param services services by name
 * @param slos objectives by name
 * @param agreements agreements by name
 * @param capacityTargets capacity thresholds by name
 * @param exclusions exclusions by name
 */
public record Catalogue(
    SortedMap<String, Service> services,
    SortedMap<String, Slo> slos,
    SortedMap<String, Agreement> agreements,
    SortedMap<String, CapacityTarget> capacityTargets,
    SortedMap<String, Exclusion> exclusions) {

  /** A catalogue that promises nothing. */
  public static final Catalogue EMPTY =
      new Catalogue(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /** A catalogue from which nothing is excluded. */
  public Catalogue(
      SortedMap<String, Service> services,
      SortedMap<String, Slo> slos,
      SortedMap<String, Agreement> agreements,
      SortedMap<String, CapacityTarget> capacityTargets) {
    this(services, slos, agreements, capacityTargets, new TreeMap<>());
  }

  /** Copies the maps. */
  public Catalogue {
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    slos = Collections.unmodifiableSortedMap(new TreeMap<>(slos));
    agreements = Collections.unmodifiableSortedMap(new TreeMap<>(agreements));
    capacityTargets = Collections.unmodifiableSortedMap(new TreeMap<>(capacityTargets));
    exclusions = Collections.unmodifiableSortedMap(new TreeMap<>(exclusions));
  }
}
