package io.plumbline.engine.incident;

import io.plumbline.catalogue.Allowance.Allotment;
import io.plumbline.finding.Holding;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one cycle of a clock shows at an instant. While it is on hold, the due time and what follows
 * it are forecasts; once it has stopped, they tell when it would have run out otherwise.
 *
 * @param status what it shows
 * @param priority priority whose allowance holds
 * @param cycle number of the cycle, from 1
 * @param cycleStart when the cycle began
 * @param stoppedAt when it stopped, empty while it is open or when it was cancelled
 * @param elapsed time counted
 * @param allowed time allowed
 * @param used exact part of the allowance used
 * @param wall time on the wall, counted or not
 * @param dueAt earliest instant at which the whole allowance is used; empty when cancelled, or when
 *     the calendar does not open for so long within fifty years
 * @param breachAfter latest instant at which no more than the allowance is used; the breach is the
 *     next counted instant
 * @param paused whether the ticket is on hold
 * @param forecastFrom the instant at which it is taken to resume, when the due time is a forecast
 * @param atRisk earliest instant at which each at-risk percentage is used
 * @param changedAt latest instant at which an event changed the clock: start, hold, resumption,
 *     priority, end
 * @param prioritySince when the priority was given, the cycle's start when it never changed
 * @param allotment the time allowed and where it counts
 * @param left what is left of it; negative when overdrawn
 * @param holder the group that has the ticket, or had it at the end; empty before anybody was named
 * @param holdings who had the ticket for how much of the time counted; adds up to {@code elapsed}
 * @param reprioritised each change of priority that the clock lived through, or began with
 * @param nextDecisive while it runs: next instant after the evaluation at which it reaches an
 *     at-risk percentage or is broken, one millisecond after {@code breachAfter}
 */
public record ClockReading(
    ClockStatus status,
    String priority,
    int cycle,
    Instant cycleStart,
    Optional<Instant> stoppedAt,
    Duration elapsed,
    Duration allowed,
    Share used,
    Duration wall,
    Optional<Instant> dueAt,
    Optional<Instant> breachAfter,
    boolean paused,
    Optional<Instant> forecastFrom,
    NavigableMap<Integer, Instant> atRisk,
    Instant changedAt,
    Instant prioritySince,
    Allotment allotment,
    Duration left,
    String holder,
    List<Holding> holdings,
    List<Reprioritised> reprioritised,
    Optional<Instant> nextDecisive) {

  /** Copies the collections. */
  public ClockReading {
    holdings = List.copyOf(holdings);
    reprioritised = List.copyOf(reprioritised);
    atRisk = Collections.unmodifiableNavigableMap(new TreeMap<>(atRisk));
  }

  /**
   * A change of priority.
   *
   * @param at when
   * @param from priority before
   * @param to priority after
   * @param used part of the time allowed before that was used then
   */
  public record Reprioritised(Instant at, String from, String to, Share used) {}

  /** The highest at-risk percentage that was reached, else 0. */
  public int reachedPercent() {
    return reached().max(Integer::compare).orElse(0);
  }

  /**
   * The latest instant, not after the evaluation, at which an event or a deadline changed what the
   * clock shows, other than the time used.
   */
  public Instant decisiveAt() {
    Instant latest = reached().map(atRisk::get).reduce(changedAt, ClockReading::later);
    return status.over() ? later(latest, lastUnbroken().plusMillis(1)) : latest;
  }

  /**
   * The data time of what the clock shows: of a broken target the instant after which it was broken
   * (or the change of priority that broke it), even when it has stopped since; else {@link
   * #decisiveAt()}.
   */
  public Instant since() {
    return status.over() ? later(prioritySince, lastUnbroken()) : decisiveAt();
  }

  private Instant lastUnbroken() {
    return breachAfter.orElseThrow(() -> new IllegalStateException("a broken clock broke once"));
  }

  private Stream<Integer> reached() {
    return atRisk.keySet().stream().filter(p -> used.compareTo(Share.percent(p)) >= 0);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
