package io.plumbline.catalogue;

import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.catalogue.TimeWindow.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Arithmetic in the time that a calendar counts. An instant counts when its wall time in the
 * calendar's zone lies in a window of its date. Resolution is the millisecond; finer parts of an
 * instant are cut off.
 */
public final class ServiceTime {

  private static final List<TimeRange> WHOLE_DAY = List.of(new TimeRange(0, 86_400));

  private final ServiceHours hours;
  private final boolean always;

  /** Arithmetic over one calendar. */
  public ServiceTime(ServiceHours hours) {
    this.hours = hours;
    this.always =
        hours.windows().keySet().containsAll(List.of(DayOfWeek.values()))
            && Stream.of(hours.windows().values(), hours.exceptions().values())
                .flatMap(Collection::stream)
                .allMatch(WHOLE_DAY::equals);
  }

  /** The calendar. */
  public ServiceHours hours() {
    return hours;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServiceTime time && time.hours.equals(hours);
  }

  @Override
  public int hashCode() {
    return hours.hashCode();
  }

  /** Counted time between two instants; zero when they are equal or reversed. */
  public Duration between(Instant from, Instant to) {
    return Duration.ofMillis(counted(from.toEpochMilli(), to.toEpochMilli()));
  }

  /**
   * The earliest instant at which so much counted time has passed. Empty when the calendar never
   * opens again, or not long enough within fifty years.
   */
  public Optional<Instant> after(Instant from, Duration counted) {
    OptionalLong found = after(from.toEpochMilli(), counted.toMillis());
    return found.isPresent()
        ? Optional.of(Instant.ofEpochMilli(found.getAsLong()))
        : Optional.empty();
  }

  /** Counted milliseconds between two instants in epoch milliseconds. */
  public long counted(long from, long to) {
    if (always) {
      return Math.max(0, to - from);
    }
    long sum = 0;
    if (from < to) {
      OpenSpans spans = new OpenSpans(hours, from);
      while (spans.next() && spans.start() < to) {
        sum += Math.min(to, spans.end()) - spans.start();
      }
    }
    return sum;
  }

  /**
   * The next instant at which time begins or ceases to count; empty when it never changes again.
   */
  public OptionalLong nextEdge(long at) {
    OpenSpans spans = new OpenSpans(hours, at);
    if (always || !spans.next()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(spans.start() > at ? spans.start() : spans.end());
  }

  /** The spans between two instants in which time counts, in order. */
  public List<Span> open(long from, long to) {
    List<Span> open = new ArrayList<>();
    if (always && from < to) {
      open.add(new Span(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)));
    } else if (from < to) {
      OpenSpans spans = new OpenSpans(hours, from);
      while (spans.next() && spans.start() < to) {
        open.add(
            new Span(
                Instant.ofEpochMilli(spans.start()),
                Instant.ofEpochMilli(Math.min(to, spans.end()))));
      }
    }
    return open;
  }

  /** As {@link #after(Instant, Duration)}, in epoch milliseconds and milliseconds. */
  public OptionalLong after(long from, long counted) {
    if (always || counted <= 0) {
      return OptionalLong.of(from + Math.max(0, counted));
    }
    long left = counted;
    OpenSpans spans = new OpenSpans(hours, from);
    while (spans.next()) {
      long length = spans.end() - spans.start();
      if (length >= left) {
        return OptionalLong.of(spans.start() + left);
      }
      left -= length;
    }
    return OptionalLong.empty();
  }
}
