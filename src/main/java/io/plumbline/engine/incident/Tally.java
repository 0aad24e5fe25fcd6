package io.plumbline.engine.incident;

import java.util.Comparator;

/**
 * What clocks are counted by.
 *
 * @param priority priority in force
 * @param target name of the target
 * @param state {@code running}, {@code paused} or {@code breached} of an open clock, {@code met} or
 *     {@code missed} of one that stopped
 */
public record Tally(String priority, String target, String state) implements Comparable<Tally> {

  private static final Comparator<Tally> ORDER =
      Comparator.comparing(Tally::target)
          .thenComparing(Tally::priority)
          .thenComparing(Tally::state);

  @Override
  public int compareTo(Tally other) {
    return ORDER.compare(this, other);
  }
}
