package io.plumbline.rules.drl;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What rules may ask of one kind of fact: its components and its methods without arguments.
 *
 * @param name name of the fact in rules
 * @param fields accessors by field name
 */
public record FactShape(String name, SortedMap<String, Method> fields) {

  private static final Set<String> OBJECT_METHODS =
      Arrays.stream(Object.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

  /** Every kind of fact by name. */
  static final SortedMap<String, FactShape> ALL = all();

  private static final Set<String> STATES = Set.of("fine", "unknown", "at_risk", "breach");
  private static final Set<String> KINDS = Set.of("incident", "request", "problem", "change");
  private static final Set<String> TYPES = Set.of("SLA", "OLA", "UC");

  /** Fields whose values are known in full; a constant outside can never be equal. */
  private static final Map<String, Set<String>> VOCABULARIES =
      Map.ofEntries(
          Map.entry(
              "Attainment.window", Set.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "period")),
          Map.entry("BudgetBurn.pair", Set.of("1h/5m", "6h/30m", "1d/2h", "3d/6h")),
          Map.entry("Dependency.state", STATES),
          Map.entry("ServiceSummary.state", STATES),
          Map.entry("AgreementFact.type", TYPES),
          Map.entry("TargetProgress.type", TYPES),
          Map.entry(
              "TargetProgress.status",
              Set.of("RUNNING", "PAUSED", "BREACHED", "MET", "MISSED", "CANCELLED")),
          Map.entry("TargetProgress.kind", KINDS),
          Map.entry("OpenIncident.kind", KINDS),
          Map.entry("IncidentHold.kind", KINDS),
          Map.entry("IncidentReopening.kind", KINDS),
          Map.entry("ChangedPriority.kind", KINDS));

  /** Facts that stand for all services together, and are seen by rules about these alone. */
  private static final Set<String> OF_PORTFOLIO =
      Set.of("ServiceSummary", "TierSummary", "PortfolioSummary");

  /** What a field holds, as far as comparisons care. */
  public enum Holds {
    /** A number. */
    NUMBER,
    /** A text. */
    TEXT,
    /** True or false. */
    TRUTH,
    /** Several values, or one that is compared with nothing. */
    LIST
  }

  private static SortedMap<String, FactShape> all() {
    SortedMap<String, FactShape> all = new TreeMap<>();
    for (Class<?> type : Fact.class.getPermittedSubclasses()) {
      all.put(type.getSimpleName(), of(type));
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private static FactShape of(Class<?> type) {
    SortedMap<String, Method> fields = new TreeMap<>();
    for (Method method : type.getMethods()) {
      if (method.getParameterCount() == 0
          && !Modifier.isStatic(method.getModifiers())
          && !OBJECT_METHODS.contains(method.getName())) {
        fields.put(method.getName(), method);
      }
    }
    return new FactShape(type.getSimpleName(), Collections.unmodifiableSortedMap(fields));
  }

  /** The shape of facts of a name. */
  public static Optional<FactShape> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The shape of a fact. */
  public static FactShape of(Fact fact) {
    return ALL.get(fact.getClass().getSimpleName());
  }

  /** Which rules see facts of this kind. */
  Scope scope() {
    return OF_PORTFOLIO.contains(name) ? Scope.PORTFOLIO : Scope.SERVICE;
  }

  /** What a field holds; nothing when there is no such field. */
  public Optional<Holds> holds(String field) {
    return Optional.ofNullable(fields.get(field))
        .map(
            method -> {
              Class<?> type = method.getReturnType();
              if (type == boolean.class) {
                return Holds.TRUTH;
              }
              if (type.isPrimitive()) {
                return Holds.NUMBER;
              }
              return type == String.class ? Holds.TEXT : Holds.LIST;
            });
  }

  /** The values that a field can have; nothing when any is possible. */
  public Optional<Set<String>> vocabulary(String field) {
    return Optional.ofNullable(VOCABULARIES.get(name + "." + field));
  }

  /** The value of a field of a fact of this kind. */
  public Object value(Fact fact, String field) {
    try {
      return fields.get(field).invoke(fact);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("facts are public", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("{" + field + "} has no value: " + e.getCause(), e);
    }
  }
}
