package io.plumbline.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.plumbline.finding.FindingEvent;
import java.util.Locale;
import java.util.Map;

/** What the body of a webhook looks like; always JSON. */
public enum PayloadFormat {
  /** {@code {"type","timestamp","data"}} of Standard Webhooks, see {@link PlumblineBody}. */
  PLUMBLINE,
  /** Version 4 of Alertmanager's webhook, see {@link AlertmanagerBody}. */
  ALERTMANAGER;

  // Facts come in maps without order; the same event must always give the same bytes.
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** The name in the configuration, such as {@code plumbline}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the body.
   *
   * @param event what to tell
   * @param channel name of the receiver
   * @param site address of the console, without a slash at its end; empty when nobody can reach it
   */
  String body(FindingEvent event, String channel, String site) {
    return switch (this) {
      case PLUMBLINE -> PlumblineBody.of(event, site);
      case ALERTMANAGER -> json(AlertmanagerBody.of(event, channel, site));
    };
  }

  /** Where a finding stands in the console, empty when nobody can reach it. */
  static String page(String site, String finding) {
    return site.isEmpty() ? "" : site + "/findings/" + finding;
  }

  static String json(Map<String, Object> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings, numbers, lists and maps always become JSON", e);
    }
  }
}
