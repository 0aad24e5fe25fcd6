package io.plumbline.console.api;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The parameters of a request for a list, which the contract has checked. */
final class Query {

  private static final int LIMIT = 100;

  private final MultiMap parameters;

  Query(MultiMap parameters) {
    this.parameters = parameters;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether a parameter wants this value, or none in particular. */
  boolean is(String name, String value) {
    return text(name).map(wanted -> wanted.equals(value)).orElse(true);
  }

  <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return text(name).map(value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)));
  }

  /** The name of a constant in the API, such as {@code at_risk}. */
  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Most items wanted on a page, 1 to 1000. */
  int limit() {
    return text("limit").map(Integer::parseInt).orElse(LIMIT);
  }

  /** The key of the last item of the page before. */
  Optional<String> after() {
    return text("cursor").map(Query::decode);
  }

  /** The cursor that begins after the item of this key. */
  static String cursor(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw badCursor(cursor);
    }
  }

  static BadQueryException badCursor(String cursor) {
    return new BadQueryException(
        "the cursor \"" + cursor + "\" was not given out here; use \"next\" of the page before");
  }
}
