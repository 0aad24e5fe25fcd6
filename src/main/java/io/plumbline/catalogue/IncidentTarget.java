package io.plumbline.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A response or resolution target for the incidents of a service.
 *
 * @param name name of the target, such as {@code response} or {@code resolution}
 * @param hours service hours in which time counts
 * @param stop which stop event ends the clock
 * @param stopStates states that end the clock
 * @param holdStates states in which time does not count
 * @param byPriority time allowed for each priority; a priority without an entry has no clock
 * @param onPriorityChange what a change of priority does to a running clock
 * @param retroactivePause whether holds before the last priority change still count as holds
 * @param onReopen what the time between a stop and a reopening is
 * @param atRiskPercent used percentages at which the clock is at risk, ascending
 */
public record IncidentTarget(
    String name,
    ServiceHours hours,
    Stop stop,
    Set<String> stopStates,
    Set<String> holdStates,
    Map<String, Duration> byPriority,
    PriorityChange onPriorityChange,
    boolean retroactivePause,
    Reopen onReopen,
    List<Integer> atRiskPercent) {

  /** Copies the collections. */
  public IncidentTarget {
    stopStates = Set.copyOf(stopStates);
    holdStates = Set.copyOf(holdStates);
    byPriority = Map.copyOf(byPriority);
    atRiskPercent = List.copyOf(atRiskPercent);
  }

  /** Which stop event ends the clock: the first ever, or the first of the last unbroken run. */
  public enum Stop {
    FIRST,
    LAST
  }

  /** What a change of priority does to a running clock. */
  public enum PriorityChange {
    RETROACTIVE,
    RESTART,
    PROPORTIONAL
  }

  /** What the time in stop states before a reopening is: a hold, counted, or a new cycle. */
  public enum Reopen {
    RESUME,
    INCLUDE,
    RESTART
  }
}
