package io.plumbline.rules.catalogue;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads fields whose value is one of a few words. */
final class Choices {

  private Choices() {}

  /** A word that must be there; nothing when it is missing or wrong. */
  static <E extends Enum<E>> Optional<E> needed(
      Fields fields, String name, Class<E> type, Function<E, String> spelling) {
    return fields.neededValue(
        name,
        text -> of(text, type, spelling),
        "write " + words(type, spelling),
        spelling.apply(type.getEnumConstants()[0]));
  }

  /** A word that may be missing; nothing when it is missing or wrong. */
  static <E extends Enum<E>> Optional<E> optional(
      Fields fields, String name, Class<E> type, Function<E, String> spelling) {
    return fields.value(name, text -> of(text, type, spelling), "write " + words(type, spelling));
  }

  private static <E extends Enum<E>> Optional<E> of(
      String text, Class<E> type, Function<E, String> spelling) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> spelling.apply(value).equals(text))
        .findFirst();
  }

  private static <E extends Enum<E>> String words(Class<E> type, Function<E, String> spelling) {
    return Arrays.stream(type.getEnumConstants()).map(spelling).collect(Collectors.joining(" or "));
  }
}
