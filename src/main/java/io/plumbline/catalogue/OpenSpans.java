package io.plumbline.catalogue;

import io.plumbline.catalogue.ServiceHours.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Iterator;

/**
 * Walks the spans in which a calendar counts, forward from an instant. It goes from one span of
 * constant UTC offset to the next, and by local days within each, so that a wall time which the
 * clock change skips never counts and one that it repeats counts twice.
 */
final class OpenSpans {

  private static final long DAY = 86_400_000L;

  /** Fifty years of days: no allowance is that long, so the search ends. */
  private static final long HORIZON_DAYS = 18_263;

  private final ServiceHours hours;
  private final ZoneRules rules;
  private final long lastDay;
  private long position;
  private long offset;
  private long offsetEnd;
  private long day;
  private Iterator<TimeRange> windows;
  private long start;
  private long end;

  /** Begins the walk at an instant, epoch milliseconds. */
  OpenSpans(ServiceHours hours, long from) {
    this.hours = hours;
    this.rules = hours.zone().getRules();
    this.position = from;
    enterOffset(from);
    this.lastDay = lastDay(hours, day);
  }

  private static long lastDay(ServiceHours hours, long firstDay) {
    if (hours.windows().values().stream().anyMatch(list -> !list.isEmpty())) {
      return firstDay + HORIZON_DAYS;
    }
    return hours.exceptions().entrySet().stream()
        .filter(exception -> !exception.getValue().isEmpty())
        .mapToLong(exception -> exception.getKey().toEpochDay())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Goes to the next span; false when the calendar opens no more, or not within fifty years. */
  boolean next() {
    while (day <= lastDay) {
      while (windows.hasNext()) {
        TimeRange window = windows.next();
        start = Math.max(position, day * DAY + window.fromSecond() * 1000L - offset);
        end = Math.min(offsetEnd, day * DAY + window.toSecond() * 1000L - offset);
        if (start < end) {
          position = end;
          return true;
        }
      }
      if ((day + 1) * DAY - offset < offsetEnd) {
        enterDay(day + 1);
      } else {
        position = offsetEnd;
        enterOffset(offsetEnd);
      }
    }
    return false;
  }

  /** Begin of the present span, epoch milliseconds. */
  long start() {
    return start;
  }

  /** End of the present span, exclusive, epoch milliseconds. */
  long end() {
    return end;
  }

  private void enterOffset(long from) {
    Instant instant = Instant.ofEpochMilli(from);
    ZoneOffsetTransition change = rules.nextTransition(instant);
    offset = rules.getOffset(instant).getTotalSeconds() * 1000L;
    offsetEnd = change == null ? Long.MAX_VALUE : change.toEpochSecond() * 1000L;
    enterDay(Math.floorDiv(from + offset, DAY));
  }

  private void enterDay(long epochDay) {
    day = epochDay;
    windows = hours.on(LocalDate.ofEpochDay(epochDay)).iterator();
  }
}
