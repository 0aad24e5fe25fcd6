package io.plumbline.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The objects of a JSON body, one after the other: an array, a single object, or one a line. */
final class JsonItems {

  // NaN is read so that the item can be refused by name instead of the whole body.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final ObjectReader LINE =
      JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonItems() {}

  /** Takes one object. */
  @FunctionalInterface
  interface Taker {
    void take(int index, ObjectNode item) throws RefusedItemException, MalformedBodyException;
  }

  /**
   * Reads an array of objects or a single object.
   *
   * @param refusals gets the items that the taker refuses
   * @throws MalformedBodyException when the body as a whole is not JSON
   */
  static void readDocument(byte[] body, Refusals refusals, Taker taker)
      throws MalformedBodyException {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        take(0, JSON.readTree(parser), refusals, taker);
      } else if (first == JsonToken.START_ARRAY) {
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
          take(index, JSON.readTree(parser), refusals, taker);
        }
      } else {
        throw new MalformedBodyException("the body must be an array of objects");
      }
      if (parser.nextToken() != null) {
        throw new MalformedBodyException(
            "more follows after the end of the JSON; for one object a line send"
                + " Content-Type: application/x-ndjson");
      }
    } catch (JsonProcessingException e) {
      throw new MalformedBodyException("not JSON: " + where(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one object a line; a broken line is refused like a broken item. Empty lines are none. */
  static void readLines(byte[] body, Refusals refusals, Taker taker) throws MalformedBodyException {
    int index = 0;
    int from = 0;
    for (int at = 0; at <= body.length; at++) {
      if (at == body.length || body[at] == '\n') {
        if (!isBlank(body, from, at)) {
          readLine(index++, body, from, at, refusals, taker);
        }
        from = at + 1;
      }
    }
  }

  private static void readLine(
      int index, byte[] body, int from, int to, Refusals refusals, Taker taker)
      throws MalformedBodyException {
    try {
      take(index, LINE.readTree(body, from, to - from), refusals, taker);
    } catch (JsonProcessingException e) {
      refusals.add(Refusal.MALFORMED, index, () -> "not JSON: " + where(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(int index, JsonNode node, Refusals refusals, Taker taker)
      throws MalformedBodyException {
    if (!(node instanceof ObjectNode item)) {
      refusals.add(Refusal.MALFORMED, index, () -> "not an object; write {…}");
      return;
    }
    if (!isText(item)) {
      refusals.add(
          Refusal.MALFORMED, index, () -> "half of a surrogate pair; write whole characters");
      return;
    }
    try {
      taker.take(index, item);
    } catch (RefusedItemException e) {
      refusals.add(e.refusal(), index, e::getMessage);
    }
  }

  /** Whether all names and texts are characters, which JSON does not see to. */
  private static boolean isText(JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!isText(field.getKey())) {
        return false;
      }
    }
    for (JsonNode below : node) {
      if (!isText(below)) {
        return false;
      }
    }
    return !node.isTextual() || isText(node.textValue());
  }

  private static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static boolean isBlank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private static String where(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    // A number out of all bounds has none.
    return at == null
        ? e.getOriginalMessage()
        : "%s (line %d, column %d)"
            .formatted(e.getOriginalMessage(), at.getLineNr(), at.getColumnNr());
  }
}
