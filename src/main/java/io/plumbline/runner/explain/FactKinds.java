package io.plumbline.runner.explain;

import io.plumbline.fact.Fact;
import io.plumbline.finding.Finding;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Of what kind the fact behind a finding was: a finding keeps its fields, not its type. */
final class FactKinds {

  private FactKinds() {}

  /** The kind that has all the fields of a finding, and the fewest beside them. */
  static Optional<Class<?>> of(Finding finding) {
    Set<String> kept = finding.facts().keySet();
    return Arrays.stream(Fact.class.getPermittedSubclasses())
        .filter(kind -> !kept.isEmpty() && fields(kind).containsAll(kept))
        .min(Comparator.comparingInt((Class<?> kind) -> fields(kind).size()))
        .map(kind -> kind);
  }

  private static List<String> fields(Class<?> kind) {
    return Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
