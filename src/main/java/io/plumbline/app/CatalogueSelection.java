package io.plumbline.app;

import io.plumbline.catalogue.CapacityTarget;
import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.engine.sli.SelectorIndex;
import io.plumbline.engine.sli.SelectorMatch;
import io.plumbline.ingest.Selection;
import io.plumbline.signal.Labels;
import java.util.List;

/** The series that the objectives and thresholds of a catalogue look at. */
final class CatalogueSelection implements Selection {

  private final SelectorIndex<String> takers = new SelectorIndex<>();

  CatalogueSelection(Catalogue catalogue) {
    for (Slo slo : catalogue.slos().values()) {
      String name = "objective " + slo.name();
      slo.indicator().selectors().forEach(selector -> add(name, selector));
    }
    for (CapacityTarget target : catalogue.capacityTargets().values()) {
      add("capacity " + target.name(), target.selector());
    }
  }

  private void add(String name, Selector selector) {
    takers.add(new SelectorMatch(selector), name);
  }

  @Override
  public List<String> takers(Labels labels) {
    return takers.matching(labels).stream().distinct().toList();
  }
}
