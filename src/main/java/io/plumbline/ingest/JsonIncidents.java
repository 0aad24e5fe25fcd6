package io.plumbline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one lifecycle event of an incident. The service must be named when the incident is opened;
 * later events may leave it out, their service is empty then and whoever keeps the ticket knows it.
 */
final class JsonIncidents {

  private static final List<String> FIELDS =
      List.of(
          "id",
          "incident",
          "service",
          "at",
          "type",
          "state",
          "to",
          "priority",
          "seq",
          "receivedAt",
          "corrects",
          "kind",
          "attributes");
  private static final int MOST_ATTRIBUTES = 64;
  private static final int LONGEST_ATTRIBUTE = 4096;

  private final TimeBounds bounds;
  private final Optional<LocalTimes> localTimes;

  /**
   * A reader for one request.
   *
   * @param bounds the request's arrival is when its events became known, unless they say another
   * @param localTimes what times without an offset mean; without it they are refused
   */
  JsonIncidents(TimeBounds bounds, Optional<LocalTimes> localTimes) {
    this.bounds = bounds;
    this.localTimes = localTimes;
  }

  /**
   * Reads an event. One whose wall time a clock change skipped has it in {@link
   * IncidentEvent#MOVED_FROM}.
   *
   * @throws RefusedItemException when it lacks something or contradicts itself
   */
  IncidentEvent read(ObjectNode node) throws RefusedItemException {
    JsonItem item = new JsonItem(node, Refusal.EVENT, FIELDS);
    String id = item.text("id");
    String incident = item.text("incident");
    IncidentEvent.Type type = oneOf(item, "type", IncidentEvent.Type.values());
    IncidentEvent.Kind kind =
        item.has("kind")
            ? oneOf(item, "kind", IncidentEvent.Kind.values())
            : IncidentEvent.Kind.INCIDENT;
    if (type == IncidentEvent.Type.OPENED && !item.has("service")) {
      throw item.wrong("service is missing; an opened " + lower(kind) + " must name its service");
    }
    return new IncidentEvent(
        id,
        incident,
        item.textOrEmpty("service"),
        instant(item, "at"),
        type,
        state(item, type),
        priority(item, type),
        item.numberOrZero("seq"),
        item.has("receivedAt")
            ? past(item, "receivedAt")
            : Instant.ofEpochMilli(bounds.nowMillis()),
        corrects(item, type),
        kind,
        flagged(item, attributes(item)));
  }

  private static String state(JsonItem item, IncidentEvent.Type type) throws RefusedItemException {
    if (type == IncidentEvent.Type.STATE) {
      return either(item, "state");
    }
    if (item.has("state") && type != IncidentEvent.Type.OPENED) {
      throw item.wrong(
          "state does not belong to type " + lower(type) + "; send an event of type state as well");
    }
    return item.textOrEmpty("state");
  }

  private static String priority(JsonItem item, IncidentEvent.Type type)
      throws RefusedItemException {
    if (type == IncidentEvent.Type.PRIORITY) {
      return either(item, "priority");
    }
    if (item.has("priority") && type != IncidentEvent.Type.OPENED) {
      throw item.wrong(
          "priority does not belong to type "
              + lower(type)
              + "; send an event of type priority as well");
    }
    if (item.has("to") && type != IncidentEvent.Type.STATE) {
      throw item.wrong("to does not belong to type " + lower(type) + "; put it under attributes");
    }
    return item.has("priority") ? item.textOrNumber("priority") : "";
  }

  /** The new state or priority, under its own name or as {@code to}. */
  private static String either(JsonItem item, String field) throws RefusedItemException {
    if (!item.has("to") && !item.has(field)) {
      throw item.wrong(field + " is missing; say what it changed to");
    }
    String value = item.textOrNumber(item.has(field) ? field : "to");
    if (item.has("to") && !item.textOrNumber("to").equals(value)) {
      throw item.wrong(field + " and to differ; send one of them");
    }
    return value;
  }

  private static String corrects(JsonItem item, IncidentEvent.Type type)
      throws RefusedItemException {
    if (type == IncidentEvent.Type.CORRECTION) {
      return item.text("corrects");
    }
    if (item.has("corrects")) {
      throw item.wrong("corrects belongs to type correction only");
    }
    return "";
  }

  private Instant instant(JsonItem item, String field) throws RefusedItemException {
    Optional<LocalDateTime> local = item.local(field);
    if (local.isEmpty()) {
      return item.instant(field);
    }
    if (localTimes.isEmpty()) {
      throw item.wrong(
          "%s is '%s', which has no offset; write 2026-11-22T10:00:00Z, or name the zone of the source's clock as in /api/v1/incidents?zone=Europe/Berlin"
              .formatted(field, local.get()));
    }
    return item.within(field, localTimes.get().instant(local.get()));
  }

  private Map<String, String> flagged(JsonItem item, Map<String, String> attributes) {
    Optional<LocalDateTime> skipped =
        item.local("at").filter(at -> localTimes.orElseThrow().skips(at));
    skipped.ifPresent(at -> attributes.put(IncidentEvent.MOVED_FROM, at.toString()));
    return attributes;
  }

  private Instant past(JsonItem item, String field) throws RefusedItemException {
    Instant instant = instant(item, field);
    if (instant.toEpochMilli() > bounds.latest()) {
      throw new RefusedItemException(
          Refusal.IN_FUTURE, field + ": " + bounds.tooFarAhead(instant.toEpochMilli()));
    }
    return instant;
  }

  private static Map<String, String> attributes(JsonItem item) throws RefusedItemException {
    if (!item.has("attributes")) {
      return new HashMap<>();
    }
    if (!(item.required("attributes") instanceof ObjectNode object)) {
      throw item.wrong("attributes must be an object");
    }
    if (object.size() > MOST_ATTRIBUTES) {
      throw item.wrong("more than " + MOST_ATTRIBUTES + " attributes");
    }
    Map<String, String> attributes = new HashMap<>();
    for (var entry : object.properties()) {
      JsonNode value = entry.getValue();
      if (!value.isValueNode()) {
        throw item.wrong("the attribute " + entry.getKey() + " must be text, a number or a truth");
      }
      if (entry.getKey().length() > JsonItem.TEXT || value.asText().length() > LONGEST_ATTRIBUTE) {
        throw item.wrong("an attribute is longer than " + LONGEST_ATTRIBUTE + " characters");
      }
      if (!value.isNull()) {
        attributes.put(entry.getKey(), value.asText());
      }
    }
    return attributes;
  }

  private static <E extends Enum<E>> E oneOf(JsonItem item, String field, E[] values)
      throws RefusedItemException {
    String text = item.text(field);
    for (E value : values) {
      if (lower(value).equals(text)) {
        return value;
      }
    }
    throw item.wrong(
        field
            + " is '"
            + text
            + "'; write one of "
            + Stream.of(values).map(JsonIncidents::lower).collect(Collectors.joining(", ")));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
