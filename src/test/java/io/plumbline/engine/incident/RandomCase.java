package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance;
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
 * @param events the events, in order of time; then corrections
 * @param asOf when to look
 * @param knownAt what is received later is not known yet
 */
record RandomCase(
    IncidentTarget target, List<IncidentEvent> events, Instant asOf, Instant knownAt) {

  private static final String[] ZONES = {
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"
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
    return new RandomCase(target(random), List.copyOf(events), asOf, Instant.MAX);
  }

  /** The same, told late in part and corrected, of which not all is known yet. */
  RandomCase retold(Random random) {
    List<IncidentEvent> told = new ArrayList<>();
    for (IncidentEvent event : events) {
      boolean late = random.nextInt(3) == 0;
      told.add(Tickets.receivedAt(event, after(event.at(), late ? 900 : 1, random)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      IncidentEvent wrong = told.get(random.nextInt(events.size()));
      Instant actually = after(wrong.at(), 400, random).minusSeconds(12_000);
      // What is said to happen after it became known is in quarantine.
      Instant known = actually.isAfter(wrong.receivedAt()) ? actually : wrong.receivedAt();
      Instant receivedAt = after(known, 900, random).plusSeconds(i);
      // Two of one instant would be put in order by their ids, which no minute can tell apart.
      if (told.stream().noneMatch(event -> event.at().equals(actually))) {
        told.add(Tickets.correction(wrong, actually, receivedAt));
      }
    }
    return new RandomCase(target, List.copyOf(told), asOf, after(asOf, 600, random));
  }

  private static Instant after(Instant at, int minutes, Random random) {
    return at.plusSeconds(60L * random.nextInt(minutes));
  }

  private static String p(Random random) {
    return String.valueOf(1 + random.nextInt(3));
  }

  private static IncidentTarget target(Random random) {
    Map<String, Allowance> allowed = new HashMap<>();
    for (String priority : List.of("1", "2", "3")) {
      allowed.put(priority, allowance(random));
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

  private static Allowance allowance(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Allowance.BusinessDays(1 + random.nextInt(3));
      case 1 -> new Allowance.CalendarDays(1 + random.nextInt(3));
      default -> {
        int minutes = ALLOWED_MINUTES[random.nextInt(ALLOWED_MINUTES.length)];
        yield new Allowance.Counted(Duration.ofMinutes(minutes));
      }
    };
  }

  /** An instant in the week around a change of the clocks of 2026, in Europe or in America. */
  static Instant nearAClockChange(Random random) {
    String[] weeks = {
      "2026-03-06",
      "2026-03-26",
      "2026-04-02",
      "2026-10-01",
      "2026-10-22",
      "2026-10-29",
      "2026-06-10"
    };
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
