package io.plumbline.signal;

import io.plumbline.catalogue.TicketKind;
import java.time.Duration;
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
 * @param receivedAt when it became known; null says, when it happened
 * @param corrects id of the event whose time this one replaces, for {@code CORRECTION}
 * @param kind what the ticket is
 * @param attributes anything else the source sent; some have a meaning, as the constants say
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

  /** Attribute: the assignment group that has the ticket from here on. */
  public static final String GROUP = "group";

  /**
   * Attribute: the supplier that has the ticket from here on, where its state alone leaves open.
   */
  public static final String SUPPLIER = "supplier";

  /** Attribute: the impact from here on; a matrix makes a priority of it and the urgency. */
  public static final String IMPACT = "impact";

  /** Attribute: the urgency from here on. */
  public static final String URGENCY = "urgency";

  /** Attribute: {@code true} from when the incident is a major one, {@code false} from then not. */
  public static final String MAJOR = "major";

  /** How far a source's clock may run ahead of the receiver's. */
  public static final Duration CLOCK_ERROR = Duration.ofMinutes(5);

  /**
   * Attribute with the wall time sent, when a clock change skipped it and {@code at} is another.
   */
  public static final String MOVED_FROM = "plumbline.io/moved-from";

  /**
   * Attribute: {@code true} from when the incident takes its service down, {@code false} from then
   * not.
   */
  public static final String OUTAGE = "outage";

  /** The order of a ticket's history: by instant, then the source's sequence, then id. */
  public static final Comparator<IncidentEvent> HISTORY =
      Comparator.comparing(IncidentEvent::at)
          .thenComparingLong(IncidentEvent::seq)
          .thenComparing(IncidentEvent::id);

  /** Copies the attributes. */
  public IncidentEvent {
    receivedAt = receivedAt == null ? at : receivedAt;
    attributes = Map.copyOf(attributes);
  }

  /** The value of an attribute, empty when it was not sent. */
  public String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /**
   * Whether it is said to have happened after it became known, by more than clocks differ. Such an
   * event is kept and shown, but counts for nothing until a correction names its true time.
   */
  public boolean aheadOfReceipt() {
    return at.isAfter(receivedAt.plus(CLOCK_ERROR));
  }

  /** What the ticket is, in the catalogue's words. */
  public TicketKind ticketKind() {
    return TicketKind.valueOf(kind.name());
  }

  /** The kinds of step. */
  public enum Type {
    OPENED,
    STATE,
    PRIORITY,
    /** Another group has the ticket, named by {@link #GROUP}. */
    ASSIGNED,
    /** The customer was told how it stands. */
    UPDATED,
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
