package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.TimeWindow;
import io.plumbline.catalogue.TimeWindow.Calendar;
import io.plumbline.catalogue.TimeWindow.Rolling;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one time window of an objective: rolling, or periods of a calendar. */
final class TimeWindowReader {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pattern CALENDAR = Pattern.compile("([1-9]\\d{0,2})([dwMQY])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS,
          "M", ChronoUnit.MONTHS,
          "Q", ChronoUnit.MONTHS,
          "Y", ChronoUnit.YEARS);

  private TimeWindowReader() {}

  /** What a calendar's duration says. */
  private record Step(int count, ChronoUnit unit) {}

  /** Reads it; a stand-in when it has a problem. */
  static TimeWindow read(Fields spec) {
    List<Fields> windows = spec.objects("timeWindow", "timeWindow");
    if (windows.size() != 1) {
      spec.wrong(
          "timeWindow",
          windows.isEmpty() ? "there is no time window" : "there is more than one time window",
          "write timeWindow: [{duration: 30d, isRolling: true}]");
      return new Rolling(HOUR);
    }
    Fields window = windows.get(0);
    Optional<Fields> calendar = window.optionalObject("calendar", "calendar");
    if (window.find("duration").isEmpty()) {
      window.text("duration", calendar.isPresent() ? "1M" : "30d");
    }
    TimeWindow read = calendar.isPresent() ? calendar(window, calendar.get()) : rolling(window);
    window.done();
    return read;
  }

  private static TimeWindow rolling(Fields window) {
    window.neededValue(
        "isRolling",
        text -> text.equals("true") ? Optional.of(true) : Optional.empty(),
        "write true, or add calendar: {startTime: 2026-01-01 00:00:00, timeZone: Europe/Berlin}",
        "true");
    Optional<Duration> period = window.duration("duration", DurationText.Units.CALENDAR);
    if (period.isPresent() && period.get().compareTo(HOUR) < 0) {
      window.wrong("duration", "the period is shorter than one hour", "write 1h or more");
    }
    return new Rolling(period.orElse(HOUR));
  }

  private static TimeWindow calendar(Fields window, Fields calendar) {
    window.value(
        "isRolling",
        text -> text.equals("false") ? Optional.of(false) : Optional.empty(),
        "write false, or remove the calendar");
    Step step =
        window
            .value(
                "duration",
                TimeWindowReader::step,
                "write a number and d, w, M, Q or Y, such as 1w, 1M or 1Q")
            .orElse(new Step(1, ChronoUnit.DAYS));
    LocalDateTime start =
        calendar
            .neededValue(
                "startTime",
                TimeWindowReader::time,
                "write a day and a time, such as 2026-01-01 00:00:00",
                "2026-01-01 00:00:00")
            .orElse(LocalDateTime.MIN);
    ZoneId zone =
        calendar
            .neededValue(
                "timeZone",
                CalendarReader::zone,
                "write an IANA zone such as Europe/Berlin or UTC",
                "Europe/Berlin")
            .orElse(ZoneOffset.UTC);
    calendar.done();
    return new Calendar(start, zone, step.count(), step.unit());
  }

  private static Optional<Step> step(String text) {
    Matcher matcher = CALENDAR.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int count = Integer.parseInt(matcher.group(1));
    int months = matcher.group(2).equals("Q") ? 3 : 1;
    return Optional.of(new Step(count * months, UNITS.get(matcher.group(2))));
  }

  private static Optional<LocalDateTime> time(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replaceFirst("\\s+", "T")));
    } catch (DateTimeException e) {
      return CalendarReader.date(text).map(date -> date.atStartOfDay());
    }
  }
}
