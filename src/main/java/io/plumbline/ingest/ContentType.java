package io.plumbline.ingest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A media type as a header says it.
 *
 * @param type type and subtype in lower case, empty when the header is missing
 * @param parameters parameters by their name in lower case, quotes removed
 */
record ContentType(String type, Map<String, String> parameters) {

  static ContentType of(String header) {
    if (header == null) {
      return new ContentType("", Map.of());
    }
    String[] parts = header.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        parameters.put(
            parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT),
            parts[i].substring(equals + 1).strip().replace("\"", ""));
      }
    }
    return new ContentType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
  }

  /** Whether the text is in UTF-8, which is what JSON without a word about it is. */
  boolean isUtf8() {
    return parameters.getOrDefault("charset", "utf-8").equalsIgnoreCase("utf-8");
  }
}
