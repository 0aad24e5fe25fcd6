package io.plumbline.engine.incident;

import io.plumbline.catalogue.TicketKind;
import java.util.Comparator;

/**
 * What clocks are counted by.
 *
 * @param type type of the agreement: {@code SLA}, {@code OLA} or {@code UC}; {@link #UNKNOWN_TYPE}
 *     of a verdict whose agreement has left the catalogue
 * @param priority priority in force
 * @param target name of the target
 * @param state {@code running}, {@code paused} or {@code breached} of an open clock, {@code met} or
 *     {@code missed} of one that stopped
 * @param kind what the tickets are, such as {@code incident}
 */
public record Tally(String type, String priority, String target, String state, String kind)
    implements Comparable<Tally> {

  static final String UNKNOWN_TYPE = "unknown";

  private static final Comparator<Tally> ORDER =
      Comparator.comparing(Tally::target)
          .thenComparing(Tally::type)
          .thenComparing(Tally::priority)
          .thenComparing(Tally::state)
          .thenComparing(Tally::kind);

  /** Of incidents. */
  public Tally(String type, String priority, String target, String state) {
    this(type, priority, target, state, TicketKind.INCIDENT.wireName());
  }

  @Override
  public int compareTo(Tally other) {
    return ORDER.compare(this, other);
  }
}
