package io.plumbline.fact;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A fact's fields by name: what a finding keeps of it as evidence. */
public final class FactFields {

  /** Asking a class for its components takes longer than all else here. */
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private FactFields() {}

  /**
   * The fields in the order of the record. Whole numbers are {@code Long} whatever their type in
   * the record, as they are again after they were kept.
   */
  public static Map<String, Object> of(Fact fact) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (RecordComponent component : COMPONENTS.get(fact.getClass())) {
      try {
        fields.put(component.getName(), value(component.getAccessor().invoke(fact)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("facts are public records", e);
      }
    }
    return fields;
  }

  /**
   * The value of a field, also of one that is made of others, such as {@code ratioPercent} of the
   * ratio; empty when there is no such field.
   */
  public static Optional<Object> of(Fact fact, String field) {
    try {
      Method method = fact.getClass().getMethod(field);
      return method.getParameterCount() == 0 && method.getReturnType() != void.class
          ? Optional.ofNullable(value(method.invoke(fact)))
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("facts are public records", e);
    }
  }

  private static Object value(Object field) {
    return field instanceof Integer whole ? Long.valueOf(whole) : field;
  }
}
