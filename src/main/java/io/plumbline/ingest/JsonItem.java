package io.plumbline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** One object of a JSON body. Each question names the field when the answer is not there. */
final class JsonItem {

  /** Longest text of a field, in characters. */
  static final int TEXT = 512;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final ObjectNode node;
  private final Refusal refusal;

  /**
   * Wraps an object.
   *
   * @param refusal why the item is refused when a field is wrong
   * @param fields every field it may have
   */
  JsonItem(ObjectNode node, Refusal refusal, List<String> fields) throws RefusedItemException {
    this.node = node;
    this.refusal = refusal;
    for (var field : node.properties()) {
      if (!fields.contains(field.getKey())) {
        throw wrong(
            "unknown field '"
                + clip(field.getKey())
                + "'; the fields are "
                + String.join(", ", fields));
      }
    }
  }

  /** Whether the field is there and not null. */
  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** The field as it is. */
  JsonNode required(String field) throws RefusedItemException {
    if (!has(field)) {
      throw wrong(field + " is missing");
    }
    return node.get(field);
  }

  /** A text that must be there. */
  String text(String field) throws RefusedItemException {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw wrong(field + " must be text in quotes");
    }
    return bounded(field, value.textValue());
  }

  /** A text, or empty when it is not there. */
  String textOrEmpty(String field) throws RefusedItemException {
    return has(field) ? text(field) : "";
  }

  /** A text or a whole number as text. */
  String textOrNumber(String field) throws RefusedItemException {
    JsonNode value = required(field);
    if (value.isIntegralNumber()) {
      return bounded(field, value.asText());
    }
    if (!value.isTextual()) {
      throw wrong(field + " must be text or a whole number");
    }
    return bounded(field, value.textValue());
  }

  /** A whole number, or 0 when it is not there. */
  long numberOrZero(String field) throws RefusedItemException {
    if (!has(field)) {
      return 0;
    }
    JsonNode value = node.get(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(field + " must be a whole number");
    }
    return value.longValue();
  }

  /** A moment: ISO-8601 with its offset, or milliseconds since 1970. */
  Instant instant(String field) throws RefusedItemException {
    JsonNode value = required(field);
    Instant instant;
    if (value.isTextual()) {
      try {
        instant = OffsetDateTime.parse(value.textValue()).toInstant();
      } catch (DateTimeException e) {
        throw wrong(
            field
                + " is '"
                + clip(value.textValue())
                + "'; write a time with its offset, such as 2026-11-22T10:00:00Z");
      }
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      instant = Instant.ofEpochMilli(value.longValue());
    } else {
      throw wrong(
          field + " must be a time such as 2026-11-22T10:00:00Z, or whole milliseconds since 1970");
    }
    return within(field, instant);
  }

  /** A time of a wall clock, ISO-8601 without an offset; empty when it is anything else. */
  Optional<LocalDateTime> local(String field) {
    try {
      return node.path(field).isTextual()
          ? Optional.of(LocalDateTime.parse(node.get(field).textValue()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A moment, if it is of this age. */
  Instant within(String field, Instant instant) throws RefusedItemException {
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw wrong(
          field + " lies outside the years 2000 to 2199; numbers are milliseconds since 1970");
    }
    return instant;
  }

  /** An item that is refused for this reason. */
  RefusedItemException wrong(String message) {
    return new RefusedItemException(refusal, message);
  }

  private String bounded(String field, String text) throws RefusedItemException {
    if (text.isBlank()) {
      throw wrong(field + " is empty");
    }
    if (text.length() > TEXT) {
      throw wrong(field + " is longer than " + TEXT + " characters");
    }
    return text;
  }

  private static String clip(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
