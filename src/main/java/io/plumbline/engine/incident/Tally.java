package io.plumbline.engine.incident;

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
 */
public record Tally(String type, String priority, String target, String state)
    implements Comparable<Tally> {

  static final String UNKNOWN_TYPE = "unknown";

  private static final Comparator<Tally> ORDER =
      Comparator.comparing(Tally::target)
          .thenComparing(Tally::type)
          .thenComparing(Tally::priority)
          .thenComparing(Tally::state);

  @Override
  public int compareTo(Tally other) {
    return ORDER.compare(this, other);
  }
}
