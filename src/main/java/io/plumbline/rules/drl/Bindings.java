package io.plumbline.rules.drl;

import io.plumbline.rules.drl.FactShape.Holds;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables that a rule has bound so far. */
final class Bindings {

  private final SortedMap<String, FactShape> facts = new TreeMap<>();
  private final SortedMap<String, Holds> values = new TreeMap<>();

  void bind(String variable, FactShape shape) {
    facts.put(variable, shape);
  }

  void bind(String variable, Holds holds) {
    values.put(variable, holds);
  }

  /** The kind of fact that a variable stands for. */
  Optional<FactShape> fact(String variable) {
    return Optional.ofNullable(facts.get(variable));
  }

  /** What a variable bound to a field holds. */
  Optional<Holds> value(String variable) {
    return Optional.ofNullable(values.get(variable));
  }

  boolean knows(String variable) {
    return facts.containsKey(variable) || values.containsKey(variable);
  }

  /** The names of variables that stand for facts. */
  Set<String> factNames() {
    return facts.keySet();
  }

  /** The names of all variables. */
  Set<String> names() {
    TreeMap<String, Object> all = new TreeMap<>(facts);
    all.putAll(values);
    return all.keySet();
  }
}
