package io.plumbline.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Moments in UTC as people read them, seen from one instant. */
final class Times {

  private static final DateTimeFormatter CLOCK = format("HH:mm");
  private static final DateTimeFormatter DAY = format("d MMMM");
  private static final DateTimeFormatter DAY_YEAR = format("d MMMM uuuu");
  private static final DateTimeFormatter SECOND = format("d MMM, HH:mm:ss");
  private static final DateTimeFormatter SECOND_YEAR = format("d MMM uuuu, HH:mm:ss");
  private static final DateTimeFormatter FULL = format("d MMM uuuu, HH:mm:ss 'UTC'");

  private final Instant now;
  private final LocalDate today;

  Times(Instant now) {
    this.now = now;
    this.today = utc(now).toLocalDate();
  }

  /** The instant from which everything is seen. */
  Instant now() {
    return now;
  }

  /** {@code 22 Nov 2026, 09:19:54 UTC}. */
  static String full(Instant at) {
    return FULL.format(utc(at));
  }

  /** {@code 22 Nov, 09:19:54}, with the year when it is another. */
  String second(Instant at) {
    return (utc(at).getYear() == today.getYear() ? SECOND : SECOND_YEAR).format(utc(at));
  }

  /** {@code 07:41, 1 h 31 min}, {@code yesterday, 16:20}, {@code 3 November}. */
  String since(Instant at) {
    long days = daysAgo(at);
    if (days <= 0) {
      return CLOCK.format(utc(at)) + ", " + Words.hoursMinutes(Duration.between(at, now));
    }
    return days == 1 ? "yesterday, " + CLOCK.format(utc(at)) : day(at);
  }

  /** {@code 07:41}, {@code yesterday}, {@code 2 days ago}, {@code 3 November}. */
  String brief(Instant at) {
    long days = daysAgo(at);
    if (days <= 0) {
      return CLOCK.format(utc(at));
    }
    if (days == 1) {
      return "yesterday";
    }
    return days < 7 ? days + " days ago" : day(at);
  }

  private String day(Instant at) {
    return (utc(at).getYear() == today.getYear() ? DAY : DAY_YEAR).format(utc(at));
  }

  private long daysAgo(Instant at) {
    return ChronoUnit.DAYS.between(utc(at).toLocalDate(), today);
  }

  private static ZonedDateTime utc(Instant at) {
    return at.atZone(ZoneOffset.UTC);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
