package io.plumbline.rules.catalogue;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import biweekly.property.RecurrenceRule;
import biweekly.property.Status;
import biweekly.property.Summary;
import biweekly.util.DateTimeComponents;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The iCalendar files (RFC 5545) of the rules folder: the dates of their all-day events are
 * holidays. Events that come again do so until the end of 2099. What an event may come to is
 * limited, since a slip in its rule would keep whoever reads it busy for hours.
 */
final class HolidayFiles {

  private static final LocalDate LAST = LocalDate.of(2099, 12, 31);
  private static final String SUFFIX = ".ics";

  /** More than every week from 1900 to 2099, fewer than every day of thirty years. */
  private static final int MOST_DATES = 10_440;

  private static final Set<Frequency> OF_DAYS =
      Set.of(Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY, Frequency.DAILY);

  private final SortedMap<String, SourceFile> files = new TreeMap<>();
  private final List<Problem> problems;

  HolidayFiles(List<SourceFile> all, List<Problem> problems) {
    this.problems = problems;
    all.stream().filter(HolidayFiles::isOne).forEach(file -> files.put(file.path(), file));
  }

  /** Whether a file is an iCalendar file, by its name. */
  static boolean isOne(SourceFile file) {
    return file.path().endsWith(SUFFIX);
  }

  /** The dates of a file named beside the file that names it. */
  SortedSet<LocalDate> dates(Page page, Fields.Placed<String> name) {
    String folder = page.path().substring(0, page.path().lastIndexOf('/') + 1);
    SourceFile file = files.get(folder + name.value());
    if (file == null) {
      List<String> beside =
          files.keySet().stream()
              .filter(path -> path.startsWith(folder))
              .map(path -> path.substring(folder.length()))
              .toList();
      page.problem(
          name.line(),
          "there is no file " + folder + name.value(),
          beside.isEmpty()
              ? "put an iCalendar file (" + SUFFIX + ") beside this file and write its name"
              : NearestName.remedy(name.value(), beside));
      return new TreeSet<>();
    }
    return dates(file);
  }

  private SortedSet<LocalDate> dates(SourceFile file) {
    List<Integer> lines = new ArrayList<>();
    List<String> text = file.text().lines().toList();
    for (int i = 0; i < text.size(); i++) {
      if (text.get(i).strip().equalsIgnoreCase("BEGIN:VEVENT")) {
        lines.add(i + 1);
      }
    }
    TreeSet<LocalDate> dates = new TreeSet<>();
    int number = 0;
    for (VEvent event : events(file)) {
      int line = number < lines.size() ? lines.get(number) : 1;
      number++;
      if (!cancelled(event)) {
        dates.addAll(dates(event, file, line));
      }
    }
    if (number == 0) {
      problem(
          file, 1, "the file holds no event", "save it as an iCalendar file with all-day events");
    }
    return dates;
  }

  private List<VEvent> events(SourceFile file) {
    try (ICalReader reader = new ICalReader(file.text())) {
      List<VEvent> events = new ArrayList<>();
      for (ICalendar calendar : reader.readAll()) {
        events.addAll(calendar.getEvents());
      }
      reader
          .getWarnings()
          .forEach(
              warning ->
                  problem(
                      file,
                      Optional.ofNullable(warning.getLineNumber()).orElse(1),
                      "not understood: " + warning.getMessage(),
                      "export the calendar again, or remove the line"));
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory can be read", e);
    }
  }

  private List<LocalDate> dates(VEvent event, SourceFile file, int line) {
    if (event.getDateStart() == null || event.getDateStart().getValue() == null) {
      problem(file, line, "the event" + named(event) + " has no date", "add DTSTART;VALUE=DATE:…");
      return List.of();
    }
    ICalDate start = event.getDateStart().getValue();
    if (start.hasTime()) {
      problem(
          file,
          line,
          "the event" + named(event) + " begins at a time of day; a holiday is a whole day",
          "make it an all-day event, or write that date under exceptions with its hours");
      return List.of();
    }
    if (comesWithinADay(event)) {
      problem(
          file,
          line,
          "the event" + named(event) + " comes again within a day; a holiday is a whole day",
          "write RRULE:FREQ=YEARLY, or MONTHLY, WEEKLY or DAILY");
      return List.of();
    }
    long days = days(event, start);
    List<LocalDate> dates = new ArrayList<>();
    // Dates without time are read and given in the zone of the machine, so they stay as they are.
    DateIterator starts = event.getDateIterator(TimeZone.getDefault());
    while (starts.hasNext()) {
      LocalDate first = LocalDate.ofInstant(starts.next().toInstant(), ZoneId.systemDefault());
      if (first.isAfter(LAST)) {
        break;
      }
      if (dates.size() + days > MOST_DATES) {
        problem(
            file,
            line,
            "the event" + named(event) + " covers more than " + MOST_DATES + " days",
            "mend its end or its rule, or close those days in the windows of the calendar");
        return List.of();
      }
      first.datesUntil(first.plusDays(days)).forEach(dates::add);
    }
    return dates;
  }

  private static boolean comesWithinADay(VEvent event) {
    RecurrenceRule rule = event.getRecurrenceRule();
    return rule != null
        && rule.getValue() != null
        && !OF_DAYS.contains(rule.getValue().getFrequency());
  }

  /** How many days it lasts: its end is the day after the last. */
  private static long days(VEvent event, ICalDate start) {
    if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
      long days = date(event.getDateEnd().getValue()).toEpochDay() - date(start).toEpochDay();
      return Math.max(1, days);
    }
    if (event.getDuration() != null && event.getDuration().getValue() != null) {
      return Math.max(1, event.getDuration().getValue().toMillis() / 86_400_000);
    }
    return 1;
  }

  private static LocalDate date(ICalDate date) {
    DateTimeComponents raw = date.getRawComponents();
    return LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate());
  }

  private static boolean cancelled(VEvent event) {
    Status status = event.getStatus();
    return status != null && status.isCancelled();
  }

  private static String named(VEvent event) {
    Summary summary = event.getSummary();
    return summary == null ? "" : " " + Fields.quoted(summary.getValue());
  }

  private void problem(SourceFile file, int line, String what, String instead) {
    problems.add(new Problem(file.path(), line, what, instead));
  }
}
