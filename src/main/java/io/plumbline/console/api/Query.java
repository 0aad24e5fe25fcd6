package io.plumbline.console.api;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a request for a list, checked: an unknown one is an error, not ignored. */
final class Query {

  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final MultiMap parameters;

  /**
   * Checks the names of the parameters.
   *
   * @param filters names of the filters that the list has; {@code limit} and {@code cursor} are
   *     always there
   */
  Query(MultiMap parameters, String... filters) {
    this.parameters = parameters;
    List<String> known = Arrays.asList(filters);
    for (String name : parameters.names()) {
      if (!known.contains(name) && !name.equals("limit") && !name.equals("cursor")) {
        String all = known.stream().map(f -> f + ", ").collect(Collectors.joining());
        throw new BadQueryException(
            "there is no parameter \"" + name + "\" here; use " + all + "limit or cursor");
      }
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return text(name).map(value -> constant(name, value, type));
  }

  private static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (wireName(constant).equals(value.toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants())
            .map(Query::wireName)
            .collect(Collectors.joining(", "));
    throw new BadQueryException(
        "the " + name + " \"" + value + "\" is not known; write one of " + all);
  }

  /** The name of a constant in the API, such as {@code at_risk}. */
  static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Most items wanted on a page, 1 to 1000. */
  int limit() {
    return text("limit").map(Query::limit).orElse(LIMIT);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Answered below, together with numbers out of range.
    }
    throw new BadQueryException(
        "the limit \""
            + text
            + "\" is not a number from 1 to "
            + MAX_LIMIT
            + "; leave it out for "
            + LIMIT);
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
