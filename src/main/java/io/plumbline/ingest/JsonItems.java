package io.plumbline.ingest;

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
    try {
      taker.take(index, item);
    } catch (RefusedItemException e) {
      refusals.add(e.refusal(), index, e::getMessage);
    }
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
    return e.getOriginalMessage()
        + " (line "
        + e.getLocation().getLineNr()
        + ", column "
        + e.getLocation().getColumnNr()
        + ")";
  }
}
