package io.plumbline.signal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * One step in the life of an incident, request, problem or change.
 *
 * @param id unique id; a repeated id is a duplicate
 * @param incident the ticket's number
 * @param service name of the service concerned
 * @param at when it happened
 * @param type what kind of step it is
 * @param state state entered, for {@code OPENED} and {@code STATE}; else empty
 * @param priority priority given, for {@code OPENED} and {@code PRIORITY}; else empty
 * @param seq the source's order among events of one instant, 0 when it has none
 * @param receivedAt when it became known
 * @param corrects id of the event whose time this one replaces, for {@code CORRECTION}
 * @param kind what the ticket is
 * @param attributes anything else the source sent
 */
public record IncidentEvent(
    String id,
    String incident,
    String service,
    Instant at,
    Type type,
    String state,
    String priority,
    long seq,
    Instant receivedAt,
    String corrects,
    Kind kind,
    Map<String, String> attributes) {

  /** The order of a ticket's history: by instant, then the source's sequence, then id. */
  public static final Comparator<IncidentEvent> HISTORY =
      Comparator.comparing(IncidentEvent::at)
          .thenComparingLong(IncidentEvent::seq)
          .thenComparing(IncidentEvent::id);

  /** Copies the attributes. */
  public IncidentEvent {
    attributes = Map.copyOf(attributes);
  }

  /** The kinds of step. */
  public enum Type {
    OPENED,
    STATE,
    PRIORITY,
    ASSIGNED,
    CORRECTION,
    DELETED
  }

  /** The kinds of ticket. */
  public enum Kind {
    INCIDENT,
    REQUEST,
    PROBLEM,
    CHANGE
  }
}
