package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.rules.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds objectives that promise the same of the same series under two names: everything about them
 * is told twice.
 */
final class SameObjectives {

  private SameObjectives() {}

  /**
   * A warning for each that repeats another.
   *
   * @param names knows where they are declared
   */
  static List<Problem> among(Collection<Slo> slos, Names names) {
    Map<List<Object>, Slo> firsts = new HashMap<>();
    List<Problem> warnings = new ArrayList<>();
    for (Slo slo : slos) {
      Slo first = firsts.putIfAbsent(promise(slo), slo);
      if (first != null) {
        warnings.add(
            names.problem(
                DocumentKind.SLO,
                slo.name(),
                "objective %s promises the same as %s, at %s"
                    .formatted(
                        slo.name(), first.name(), names.place(DocumentKind.SLO, first.name())),
                "keep one of them, and name it in both agreements"));
      }
    }
    return warnings;
  }

  private static List<Object> promise(Slo slo) {
    List<Object> series = new ArrayList<>();
    for (Selector selector : slo.indicator().selectors()) {
      series.add(List.of(selector.metric(), Set.copyOf(selector.matchers())));
    }
    return List.of(
        slo.service(),
        slo.indicator() instanceof RatioSli ratio ? ratio.counts() : slo.indicator().getClass(),
        series,
        slo.budgeting(),
        slo.target(),
        slo.window(),
        slo.staleAfter());
  }
}
