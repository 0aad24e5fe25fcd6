package io.plumbline.catalogue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A calendar of agreed service hours: weekly windows in a time zone, replaced on exceptional dates.
 *
 * @param name unique name
 * @param zone IANA zone whose wall clock the windows are read on
 * @param windows windows of each weekday; a missing weekday is closed
 * @param exceptions windows of single dates instead of the weekday's; an empty list is closed
 */
public record ServiceHours(
    String name,
    ZoneId zone,
    Map<DayOfWeek, List<TimeRange>> windows,
    Map<LocalDate, List<TimeRange>> exceptions) {

  /** Copies the maps. */
  public ServiceHours {
    windows = Map.copyOf(windows);
    exceptions = Map.copyOf(exceptions);
  }

  /** Around the clock. */
  public static ServiceHours always(ZoneId zone) {
    List<TimeRange> wholeDay = List.of(new TimeRange(0, 86_400));
    return new ServiceHours(
        "always",
        zone,
        Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> wholeDay)),
        Map.of());
  }

  /** The windows in force on a date, in order; empty when closed. */
  public List<TimeRange> on(LocalDate date) {
    List<TimeRange> exception = exceptions.get(date);
    return exception != null ? exception : windows.getOrDefault(date.getDayOfWeek(), List.of());
  }

  /**
   * A span of wall time within one day, {@code [from, to)}.
   *
   * @param fromSecond second of the day at which it begins, 0 to 86399
   * @param toSecond second of the day at which it ends, up to 86400 for {@code 24:00}
   */
  public record TimeRange(int fromSecond, int toSecond) {

    /** Refuses empty and reversed ranges. */
    public TimeRange {
      if (fromSecond < 0 || toSecond > 86_400 || fromSecond >= toSecond) {
        throw new IllegalArgumentException("a range runs forward within one day");
      }
    }
  }
}
