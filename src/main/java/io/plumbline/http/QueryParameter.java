package io.plumbline.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter of a query: one of some words, a whole number within bounds, or a text.
 *
 * @param name its name
 * @param words what it may be; empty when it is no word
 * @param number whether it is a whole number
 * @param least least number
 * @param most greatest number
 */
record QueryParameter(String name, List<String> words, boolean number, long least, long most) {

  private static final Set<String> CHECKED =
      Set.of("type", "enum", "minimum", "maximum", "default", "description");
  private static final int SHOWN = 80;

  /** Copies the list. */
  QueryParameter {
    words = List.copyOf(words);
  }

  /**
   * Reads a parameter.
   *
   * @throws IllegalStateException if its schema has something that is not checked here
   */
  static QueryParameter of(String name, JsonNode schema) {
    String type = schema.path("type").asText();
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!CHECKED.contains(keyword)) {
                throw unchecked(name, keyword);
              }
            });
    if (!type.equals("string") && !type.equals("integer")) {
      throw unchecked(name, "type " + type);
    }
    List<String> words = new ArrayList<>();
    schema.path("enum").forEach(word -> words.add(word.asText()));
    return new QueryParameter(
        name,
        words,
        type.equals("integer"),
        schema.path("minimum").asLong(Long.MIN_VALUE),
        schema.path("maximum").asLong(Long.MAX_VALUE));
  }

  private static IllegalStateException unchecked(String name, String what) {
    return new IllegalStateException(
        "the contract's query parameter %s has %s, which QueryParameter does not check"
            .formatted(name, what));
  }

  /** What is wrong with a value and what to write instead; empty when nothing is. */
  Optional<String> wrong(String value) {
    if (!words.isEmpty() && !words.contains(value)) {
      return Optional.of(
          "the %s \"%s\" is not known; write one of %s"
              .formatted(name, clip(value), String.join(", ", words)));
    }
    if (number && !inRange(value)) {
      return Optional.of(
          "the %s \"%s\" is not a number from %d to %d; write one or leave it out"
              .formatted(name, clip(value), least, most));
    }
    return Optional.empty();
  }

  private boolean inRange(String value) {
    try {
      long parsed = Long.parseLong(value);
      return parsed >= least && parsed <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static String clip(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
