package io.plumbline.runner.backtest;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Service;
import io.plumbline.finding.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells findings that can be compared from those that rest on what was never kept: the ones about
 * it, and those that another service or the portfolio has because of them.
 */
final class Replayable {

  private final Set<String> names = new HashSet<>();
  private final Set<String> services = new HashSet<>();

  /**
   * Without some objectives and capacity thresholds.
   *
   * @param never their names
   * @param sides the rules that may have declared them
   */
  Replayable(Set<String> never, Stream<Side> sides) {
    names.addAll(never);
    sides.map(side -> side.promised().catalogue()).forEach(catalogue -> learn(never, catalogue));
  }

  private void learn(Set<String> never, Catalogue catalogue) {
    for (String name : never) {
      if (catalogue.slos().containsKey(name)) {
        services.add(catalogue.slos().get(name).service());
      }
      if (catalogue.capacityTargets().containsKey(name)) {
        names.add(catalogue.capacityTargets().get(name).resource());
        services.add(catalogue.capacityTargets().get(name).service());
      }
    }
  }

  /** Whether a finding can be compared. */
  boolean holds(Life life) {
    Finding finding = life.finding();
    boolean of = services.contains(finding.service());
    boolean about =
        of
            && (names.contains(finding.subject())
                || names.contains(finding.measure())
                || finding.facts().values().stream()
                    .anyMatch(v -> v instanceof String text && names.contains(text)));
    boolean follows =
        services.contains(String.valueOf(finding.facts().get("dependency")))
            || (!services.isEmpty() && finding.service().equals(Service.PORTFOLIO));
    return !about && !follows;
  }
}
