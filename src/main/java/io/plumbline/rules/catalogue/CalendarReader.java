package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.rules.NearestName;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads calendars of service hours. */
final class CalendarReader {

  private static final Pattern RANGE =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(day -> day.name().substring(0, 3), day -> day));

  private CalendarReader() {}

  /** Reads a calendar. A date under exceptions is open as it says, a holiday or not. */
  static ServiceHours read(Document document, HolidayFiles holidays) {
    Fields spec = document.spec();
    spec.pass("description");
    ZoneId zone =
        spec.neededValue(
                "zone",
                CalendarReader::zone,
                "write an IANA zone such as Europe/Berlin or UTC",
                "Europe/Berlin")
            .orElse(ZoneOffset.UTC);
    Map<DayOfWeek, List<TimeRange>> windows = new EnumMap<>(DayOfWeek.class);
    Fields days = spec.object("windows", "windows", "{MON: [\"08:00-18:00\"]}");
    for (String name : days.names()) {
      DayOfWeek day = DAYS.get(name);
      if (day == null) {
        days.wrong(name, "there is no weekday " + name, NearestName.remedy(name, DAYS.keySet()));
      } else {
        windows.put(day, ranges(days, name));
      }
    }
    Map<LocalDate, List<TimeRange>> exceptions = new TreeMap<>();
    for (Fields.Placed<String> file : spec.texts("holidays")) {
      holidays
          .dates(document.page(), file)
          .forEach(date -> exceptions.putIfAbsent(date, List.of()));
    }
    spec.optionalObject("exceptions", "exceptions")
        .ifPresent(fields -> fields.names().forEach(n -> exception(fields, n, exceptions)));
    spec.done();
    document.metadata().done();
    return new ServiceHours(document.name(), zone, windows, exceptions);
  }

  private static void exception(
      Fields fields, String name, Map<LocalDate, List<TimeRange>> exceptions) {
    Optional<LocalDate> date = date(name);
    if (date.isEmpty()) {
      fields.wrong(name, "there is no date " + name, "write it as \"2026-12-24\"");
    } else {
      exceptions.put(date.get(), ranges(fields, name));
    }
  }

  private static List<TimeRange> ranges(Fields fields, String name) {
    List<TimeRange> ranges = new ArrayList<>();
    for (Fields.Placed<String> text : fields.texts(name)) {
      Optional<TimeRange> range = range(text.value());
      if (range.isPresent()) {
        ranges.add(range.get());
      } else {
        fields
            .page()
            .problem(
                text.line(),
                "hours cannot be " + Fields.quoted(text.value()),
                "write \"08:00-18:00\", ending at \"24:00\" at the latest");
      }
    }
    ranges.sort(Comparator.comparingInt(TimeRange::fromSecond));
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).fromSecond() < ranges.get(i - 1).toSecond()) {
        fields.wrong(name, "hours of " + name + " overlap", "join them into one range");
      }
    }
    return List.copyOf(ranges);
  }

  private static Optional<TimeRange> range(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int from = second(matcher.group(1), matcher.group(2));
    int to = second(matcher.group(3), matcher.group(4));
    return from < to && to <= 86_400 ? Optional.of(new TimeRange(from, to)) : Optional.empty();
  }

  private static int second(String hours, String minutes) {
    return Integer.parseInt(hours) * 3600 + Integer.parseInt(minutes) * 60;
  }

  /** Reads an IANA zone. */
  static Optional<ZoneId> zone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text)
        ? Optional.of(ZoneId.of(text))
        : Optional.empty();
  }

  /** Reads a day written as in ISO 8601. */
  static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
