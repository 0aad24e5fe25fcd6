package io.plumbline.engine.incident;

import io.plumbline.catalogue.Service;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.incident.Promises.Promise;
import io.plumbline.fact.TargetProgress;
import io.plumbline.finding.ClockStanding;
import io.plumbline.finding.Holding;
import io.plumbline.signal.IncidentEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One clock of a ticket in the words of rules and people.
 *
 * @param evidence its figures and since when they hold
 * @param standing the same for people
 */
record ClockLine(Evidence evidence, ClockStanding standing) implements Comparable<ClockLine> {

  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  private static final Comparator<ClockLine> NEXT_DUE_FIRST =
      Comparator.comparing(ClockLine::dueOrNever)
          .thenComparing(line -> line.progress().subject())
          .thenComparing(line -> line.progress().cycle());

  /** The clock of a ticket under a promise, as its reading shows it. */
  static ClockLine of(
      Service service, IncidentEvent opening, Promise promise, ClockReading reading, Instant asOf) {
    boolean forecast = reading.status() == ClockStatus.PAUSED;
    Optional<Instant> due = forecast ? Optional.empty() : reading.dueAt();
    Optional<Instant> breachAfter = forecast ? Optional.empty() : reading.breachAfter();
    List<Holding> holdings = reading.holdings();
    ZoneId zone = promise.target().hours().zone();
    TargetProgress progress =
        new TargetProgress(
            service.name(),
            service.tier(),
            opening.incident(),
            promise.target().name(),
            promise.agreement().name(),
            promise.agreement().counterparty(),
            reading.priority(),
            reading.status().name(),
            reading.used().percent(),
            // What was met is at risk no longer.
            reading.status() == ClockStatus.MET ? 0 : reading.reachedPercent(),
            reading.allowed().toMinutes(),
            due.map(at -> FOR_PEOPLE.format(at.atZone(zone))).orElse(""),
            reading.cycle(),
            promise.agreement().type().name(),
            reading.elapsed().toMinutes(),
            -Math.floorDiv(-reading.left().toMillis(), 60_000L),
            breachAfter.map(at -> FOR_PEOPLE.format(at.atZone(zone))).orElse(""),
            reading.holder(),
            holders(holdings),
            opening.ticketKind().wireName());
    return new ClockLine(
        new Evidence(progress, reading.since(), reading.stoppedAt()),
        new ClockStanding(
            progress,
            due,
            breachAfter,
            reading.cycleStart(),
            promise.target().atRiskPercent(),
            asOf,
            reading.left(),
            reading.allotment().in().hours(),
            holdings,
            reading.paused()));
  }

  // "nobody" alone would say nothing.
  private static String holders(List<Holding> holdings) {
    boolean named = holdings.stream().anyMatch(held -> !held.holder().isEmpty());
    return holdings.stream()
        .filter(held -> named)
        .map(
            held ->
                "%s %d min"
                    .formatted(
                        held.holder().isEmpty() ? "nobody" : held.holder(),
                        held.counted().toMinutes()))
        .collect(Collectors.joining(", "));
  }

  TargetProgress progress() {
    return standing.progress();
  }

  Tally tally() {
    String state = progress().status().toLowerCase(Locale.ROOT);
    return new Tally(
        progress().type(), progress().priority(), progress().target(), state, progress().kind());
  }

  /** By due time, clocks without one last. */
  @Override
  public int compareTo(ClockLine other) {
    return NEXT_DUE_FIRST.compare(this, other);
  }

  private Instant dueOrNever() {
    return standing.due().orElse(Instant.MAX);
  }
}
