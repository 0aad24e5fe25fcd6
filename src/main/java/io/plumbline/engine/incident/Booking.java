package io.plumbline.engine.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of a clock's time. The bookings of a cycle follow each other without a gap; those that
 * counted add up to the time elapsed, all of them to the time on the wall.
 *
 * @param from its first instant
 * @param to the first instant after it
 * @param kind what became of it
 * @param holder the group that had the ticket, empty before anybody was named
 * @param priority priority in force
 */
public record Booking(Instant from, Instant to, Kind kind, String holder, String priority) {

  /** How long it is. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** What became of a stretch of time. */
  public enum Kind {
    COUNTED,
    ON_HOLD,
    OUTSIDE_HOURS
  }
}
