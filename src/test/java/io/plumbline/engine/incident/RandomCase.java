package io.plumbline.engine.incident;

import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.signal.IncidentEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A made-up ticket under a made-up target, whole minutes throughout, no two events at one instant.
 *
 * @param target the target
 * @param events the events, in order of time
 * @param asOf when to look
 */
record RandomCase(IncidentTarget target, List<IncidentEvent> events, Instant asOf) {

  private static final String[] ZONES = {
    "Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"
  };
  private static final String[] STATES = {"Active", "Awaiting User", "Resolved", "Closed"};
  private static final int[] ALLOWED_MINUTES = {30, 60, 120, 240, 480, 700};

  static RandomCase of(Random random) {
    Instant opened = nearAClockChange(random);
    TreeSet<Integer> minutes = new TreeSet<>();
    int wanted = 1 + random.nextInt(9);
    while (minutes.size() < wanted) {
      minutes.add(1 + random.nextInt(random.nextBoolean() ? 600 : 5 * 1440));
    }
    List<IncidentEvent> events = new ArrayList<>();
    events.add(
        Tickets.opened(
            "INC1",
            opened,
            random.nextInt(20) == 0 ? "Resolved" : "New",
            random.nextInt(10) == 0 ? "" : p(random)));
    for (int minute : minutes) {
      Instant at = opened.plusSeconds(60L * minute);
      events.add(
          random.nextInt(3) == 0
              ? Tickets.priority("INC1", at, p(random))
              : Tickets.state("INC1", at, STATES[random.nextInt(STATES.length)]));
    }
    Instant asOf = opened.plusSeconds(60L * random.nextInt(minutes.last() + 600));
    return new RandomCase(target(random), List.copyOf(events), asOf);
  }

  private static String p(Random random) {
    return String.valueOf(1 + random.nextInt(3));
  }

  private static IncidentTarget target(Random random) {
    Map<String, Duration> allowed = new HashMap<>();
    for (String priority : List.of("1", "2", "3")) {
      int minutes = ALLOWED_MINUTES[random.nextInt(ALLOWED_MINUTES.length)];
      allowed.put(priority, Duration.ofMinutes(minutes));
    }
    return new IncidentTarget(
        "resolution",
        hours(random, ZONES[random.nextInt(ZONES.length)]),
        random.nextInt(4) == 0 ? Stop.FIRST : Stop.LAST,
        Set.of("Resolved", "Closed"),
        Set.of("Awaiting User"),
        allowed,
        PriorityChange.values()[random.nextInt(3)],
        random.nextBoolean(),
        Reopen.values()[random.nextInt(3)],
        List.of(75, 90));
  }

  /** An instant in the week around a change of the clocks of 2026, in Europe or in America. */
  static Instant nearAClockChange(Random random) {
    String[] weeks = {"2026-03-06", "2026-03-26", "2026-10-22", "2026-10-29", "2026-06-10"};
    Instant week = Instant.parse(weeks[random.nextInt(weeks.length)] + "T00:00:00Z");
    return week.plusSeconds(60L * random.nextInt(4 * 1440));
  }

  /** A calendar with one or two windows a day, some days closed, some dates exceptional. */
  static ServiceHours hours(Random random, String zone) {
    Map<DayOfWeek, List<TimeRange>> windows = new EnumMap<>(DayOfWeek.class);
    boolean always = random.nextInt(6) == 0;
    for (DayOfWeek day : DayOfWeek.values()) {
      if (always || day == DayOfWeek.MONDAY || random.nextInt(4) > 0) {
        windows.put(day, always ? List.of(Calendars.range(0, 24)) : ranges(random));
      }
    }
    Map<LocalDate, List<TimeRange>> exceptions = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      LocalDate date = nearAClockChange(random).atZone(ZoneId.of(zone)).toLocalDate();
      exceptions.put(date, random.nextBoolean() ? List.of() : ranges(random));
    }
    return new ServiceHours("random", ZoneId.of(zone), windows, exceptions);
  }

  private static List<TimeRange> ranges(Random random) {
    TreeSet<Integer> edges = new TreeSet<>();
    int wanted = random.nextBoolean() ? 2 : 4;
    while (edges.size() < wanted) {
      edges.add(random.nextInt(97) * 900);
    }
    List<Integer> sorted = List.copyOf(edges);
    List<TimeRange> ranges = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i += 2) {
      ranges.add(new TimeRange(sorted.get(i), sorted.get(i + 1)));
    }
    return ranges;
  }
}
