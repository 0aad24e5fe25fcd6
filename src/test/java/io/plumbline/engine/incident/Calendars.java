package io.plumbline.engine.incident;

import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calendars for tests. */
final class Calendars {

  private Calendars() {}

  static ServiceHours always(String zone) {
    return hours(zone, EnumSet.allOf(DayOfWeek.class), List.of(range(0, 24)), Map.of());
  }

  static ServiceHours office(String zone) {
    return office(zone, Map.of());
  }

  static ServiceHours office(String zone, Map<LocalDate, List<TimeRange>> exceptions) {
    Set<DayOfWeek> weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    return hours(zone, weekdays, List.of(range(8, 18)), exceptions);
  }

  static ServiceHours hours(
      String zone,
      Set<DayOfWeek> days,
      List<TimeRange> ranges,
      Map<LocalDate, List<TimeRange>> exceptions) {
    Map<DayOfWeek, List<TimeRange>> windows = new EnumMap<>(DayOfWeek.class);
    days.forEach(day -> windows.put(day, ranges));
    return new ServiceHours("calendar", ZoneId.of(zone), windows, exceptions);
  }

  static TimeRange range(double fromHour, double toHour) {
    return new TimeRange((int) (fromHour * 3600), (int) (toHour * 3600));
  }
}
