package io.plumbline.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How much time an incident target allows: an amount of service time, or until the end of a day.
 */
public sealed interface Allowance {

  /**
   * What it comes to for a clock that starts at an instant. Empty when the calendar has no such day
   * within fifty years.
   *
   * @param hours the target's service hours
   */
  Optional<Allotment> from(Instant start, ServiceHours hours);

  /**
   * An amount of time within the service hours.
   *
   * @param time how much, above zero
   */
  record Counted(Duration time) implements Allowance {
    @Override
    public Optional<Allotment> from(Instant start, ServiceHours hours) {
      return Optional.of(new Allotment(new ServiceTime(hours), time));
    }

    /** As people write it, such as {@code 4h}. */
    @Override
    public String toString() {
      return time.toSeconds() % 3600 == 0
          ? time.toHours() + "h"
          : time.toSeconds() % 60 == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }
  }

  /**
   * Until the service hours of a business day end. A business day is a date, in the calendar's
   * zone, with service hours; the day of the start is not counted. The time until then is what is
   * allowed, so that a hold moves the end by as much service time as it lasts.
   *
   * @param days how many business days after the start, at least 1
   */
  record BusinessDays(int days) implements Allowance {

    private static final int HORIZON_DAYS = 18_263;

    @Override
    public Optional<Allotment> from(Instant start, ServiceHours hours) {
      ServiceTime time = new ServiceTime(hours);
      LocalDate first = LocalDate.ofInstant(start, hours.zone());
      LocalDate day = first;
      int left = days;
      while (left > 0) {
        day = day.plusDays(1);
        if (day.isAfter(first.plusDays(HORIZON_DAYS))) {
          return Optional.empty();
        }
        left -= hours.on(day).isEmpty() ? 0 : 1;
      }
      return Optional.of(new Allotment(time, time.between(start, end(day, hours))));
    }

    /**
     * Where the clocks go back over the end of the hours, it comes twice; the later one ends them.
     */
    private static Instant end(LocalDate day, ServiceHours hours) {
      List<ServiceHours.TimeRange> ranges = hours.on(day);
      LocalDateTime end = day.atStartOfDay().plusSeconds(ranges.get(ranges.size() - 1).toSecond());
      return end.atZone(hours.zone()).withLaterOffsetAtOverlap().toInstant();
    }
  }

  /**
   * Until the midnight, in the calendar's zone, that ends a day. Every day counts, all of it,
   * whatever the service hours; the day of the start is not counted.
   *
   * @param days how many days after the start, at least 1
   */
  record CalendarDays(int days) implements Allowance {
    @Override
    public Optional<Allotment> from(Instant start, ServiceHours hours) {
      ZoneId zone = hours.zone();
      LocalDateTime end =
          LocalDate.ofInstant(start, zone).plusDays(days + 1L).atTime(LocalTime.MIN);
      return Optional.of(
          new Allotment(
              new ServiceTime(ServiceHours.always(zone)),
              Duration.between(start, end.atZone(zone).toInstant())));
    }

    /** As people write it, such as {@code 5 calendar days}. */
    @Override
    public String toString() {
      return days + (days == 1 ? " calendar day" : " calendar days");
    }
  }

  /**
   * So much time, and where it counts.
   *
   * @param in the time it is counted in
   * @param time how much
   */
  record Allotment(ServiceTime in, Duration time) {

    /** The same in milliseconds. */
    public long millis() {
      return time.toMillis();
    }
  }
}
