package io.plumbline.rules.drl;

import io.plumbline.rules.drl.FactShape.Holds;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables that a rule has bound so far. */
final class Bindings {

  private final SortedMap<String, FactShape> facts = new TreeMap<>();
  private final SortedMap<String, Field> values = new TreeMap<>();

  /**
   * A field of a kind of fact.
   *
   * @param fact the kind of fact
   * @param name name of the field
   */
  record Field(FactShape fact, String name) {

    /** What the field holds; nothing when the fact has no such field. */
    Optional<Holds> holds() {
      return fact.holds(name);
    }
  }

  void bind(String variable, FactShape shape) {
    facts.put(variable, shape);
  }

  void bind(String variable, Field field) {
    values.put(variable, field);
  }

  /** The kind of fact that a variable stands for. */
  Optional<FactShape> fact(String variable) {
    return Optional.ofNullable(facts.get(variable));
  }

  /** What a variable bound to a field holds. */
  Optional<Holds> value(String variable) {
    return Optional.ofNullable(values.get(variable)).flatMap(Field::holds);
  }

  /** The field that {@code $fact.field}, or a variable bound to a field, stands for. */
  Optional<Field> field(String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.ofNullable(values.get(path))
        : fact(path.substring(0, dot)).map(shape -> new Field(shape, path.substring(dot + 1)));
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
