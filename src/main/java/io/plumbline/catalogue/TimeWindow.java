package io.plumbline.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** The period over which an objective promises. */
public sealed interface TimeWindow {

  /** Its length; of a calendar period the usual one, since months are not all alike. */
  Duration length();

  /**
   * The period that ends now, at any time.
   *
   * @param length its length, at least one hour
   */
  record Rolling(Duration length) implements TimeWindow {}

  /**
   * Periods of the calendar, one after the other. Each is counted from {@code start} on the wall
   * clock of the zone, so a day may have 23 or 25 hours and months their own lengths; where a month
   * has no such day, its last day takes its place.
   *
   * @param start wall time at which one of the periods begins
   * @param zone IANA zone of the wall clock
   * @param count how many units a period has, at least 1
   * @param unit days, weeks, months or years
   */
  record Calendar(LocalDateTime start, ZoneId zone, int count, ChronoUnit unit)
      implements TimeWindow {

    @Override
    public Duration length() {
      return switch (unit) {
        case DAYS, WEEKS -> unit.getDuration().multipliedBy(count);
        case MONTHS -> Duration.ofDays(365L * count / 12);
        default -> Duration.ofDays(365L * count);
      };
    }

    /** The period that holds an instant. */
    public Span at(Instant instant) {
      long number =
          Math.floorDiv(unit.between(start, instant.atZone(zone).toLocalDateTime()), count);
      while (begin(number).isAfter(instant)) {
        number--;
      }
      while (!begin(number + 1).isAfter(instant)) {
        number++;
      }
      return new Span(begin(number), begin(number + 1));
    }

    private Instant begin(long number) {
      return start.plus(number * count, unit).atZone(zone).toInstant();
    }
  }

  /**
   * A span of time, {@code [from, to)}.
   *
   * @param from its first instant
   * @param to the first instant after it
   */
  record Span(Instant from, Instant to) {}
}
