package io.plumbline.engine.sli;

import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow.Calendar;
import io.plumbline.engine.Evidence;
import io.plumbline.fact.ClosedPeriod;
import io.plumbline.finding.ObjectiveTerms;
import io.plumbline.finding.PeriodResult;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the calendar periods of an objective amount to. */
final class CalendarReading {

  /** How long the result of a period is judged, unless the next one closes before. */
  private static final long JUDGED = Duration.ofDays(7).toMillis();

  private final ObjectiveTracker tracker;
  private final Optional<CalendarSums> sums;

  CalendarReading(ObjectiveTracker tracker) {
    this.tracker = tracker;
    this.sums = tracker.calendar();
  }

  /** Length of the period that runs, milliseconds. */
  long length() {
    return sums.map(CalendarSums::open)
        .map(open -> Duration.between(open.from(), open.to()).toMillis())
        .orElse(tracker.slo().period().toMillis());
  }

  /** How much of the period has passed, milliseconds; all of a rolling one. */
  long passed(long asOf) {
    return sums.map(CalendarSums::open)
        .map(open -> Math.max(1, asOf - open.from().toEpochMilli()))
        .orElse(length());
  }

  /** Whether the period is a calendar's, which may yet end well. */
  boolean open() {
    return sums.isPresent();
  }

  /** The result of the newest closed period, for as long as it is judged. */
  Optional<Evidence> evidence(String tier, long asOf) {
    return newest()
        .filter(closed -> asOf < judgedUntil(closed) && closed.sums().total() > 0)
        .map(
            closed -> {
              PeriodResult result = result(closed);
              Slo slo = tracker.slo();
              return new Evidence(
                  new ClosedPeriod(
                      slo.service(),
                      tier,
                      slo.name(),
                      wall(result.from()),
                      wall(result.to()),
                      result.attainment().orElseThrow(),
                      result.target(),
                      result.unknownRatio()),
                  result.to());
            });
  }

  /** When that result is judged no longer, {@code Long.MAX_VALUE} when there is none. */
  long nextDue(long asOf) {
    return newest().map(this::judgedUntil).filter(until -> until > asOf).orElse(Long.MAX_VALUE);
  }

  private Optional<CalendarSums.Closed> newest() {
    return sums.flatMap(s -> s.closed().stream().findFirst());
  }

  private long judgedUntil(CalendarSums.Closed closed) {
    return closed.to() + JUDGED;
  }

  ObjectiveTerms terms() {
    return new ObjectiveTerms(
        sums.map(CalendarSums::open),
        sums.map(s -> s.closed().stream().map(this::result).toList()).orElse(List.of()),
        Duration.ofMillis(tracker.excludedMillis(Window.PERIOD)),
        tracker.excluded().total());
  }

  private PeriodResult result(CalendarSums.Closed closed) {
    double bad = tracker.bad(closed.sums());
    double total = closed.sums().total();
    long length = closed.to() - closed.from() - closed.excludedMillis();
    return new PeriodResult(
        Instant.ofEpochMilli(closed.from()),
        Instant.ofEpochMilli(closed.to()),
        closed.target(),
        total > 0 ? OptionalDouble.of(1 - bad / total) : OptionalDouble.empty(),
        bad,
        total,
        length <= 0 ? 0 : Math.max(0, 1 - (double) closed.sums().coveredMillis() / length),
        Duration.ofMillis(closed.excludedMillis()));
  }

  // A day where that says it all, as people name periods.
  private String wall(Instant instant) {
    Calendar calendar = (Calendar) tracker.slo().window();
    LocalDateTime time = instant.atZone(calendar.zone()).toLocalDateTime();
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : time.toString();
  }
}
