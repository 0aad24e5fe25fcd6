package io.plumbline.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A target for the tickets of a service: response, resolution, time between updates, time with a
 * group or a supplier.
 *
 * @param name name of the target, such as {@code response} or {@code resolution}
 * @param hours service hours in which time counts
 * @param start when the clock starts
 * @param stop which stop event ends the clock
 * @param stopStates states that end the clock
 * @param holdStates states in which time does not count
 * @param byPriority time allowed for each priority; a priority without an entry has no clock
 * @param onPriorityChange what a change of priority does to a running clock
 * @param retroactivePause whether holds before the last priority change still count as holds
 * @param onReopen what the time between a stop and a reopening is
 * @param atRiskPercent used percentages at which the clock is at risk, ascending
 * @param kinds the kinds of ticket it is for
 */
public record IncidentTarget(
    String name,
    ServiceHours hours,
    Start start,
    Stop stop,
    Set<String> stopStates,
    Set<String> holdStates,
    Map<String, Allowance> byPriority,
    PriorityChange onPriorityChange,
    boolean retroactivePause,
    Reopen onReopen,
    List<Integer> atRiskPercent,
    Set<TicketKind> kinds) {

  /** A target for incidents. */
  public IncidentTarget(
      String name,
      ServiceHours hours,
      Start start,
      Stop stop,
      Set<String> stopStates,
      Set<String> holdStates,
      Map<String, Allowance> byPriority,
      PriorityChange onPriorityChange,
      boolean retroactivePause,
      Reopen onReopen,
      List<Integer> atRiskPercent) {
    this(
        name,
        hours,
        start,
        stop,
        stopStates,
        holdStates,
        byPriority,
        onPriorityChange,
        retroactivePause,
        onReopen,
        atRiskPercent,
        Set.of(TicketKind.INCIDENT));
  }

  /** A clock of incidents that starts when the ticket is opened. */
  public IncidentTarget(
      String name,
      ServiceHours hours,
      Stop stop,
      Set<String> stopStates,
      Set<String> holdStates,
      Map<String, Allowance> byPriority,
      PriorityChange onPriorityChange,
      boolean retroactivePause,
      Reopen onReopen,
      List<Integer> atRiskPercent) {
    this(
        name,
        hours,
        new Opened(),
        stop,
        stopStates,
        holdStates,
        byPriority,
        onPriorityChange,
        retroactivePause,
        onReopen,
        atRiskPercent);
  }

  /** Copies the collections. */
  public IncidentTarget {
    stopStates = Set.copyOf(stopStates);
    holdStates = Set.copyOf(holdStates);
    byPriority = Map.copyOf(byPriority);
    atRiskPercent = List.copyOf(atRiskPercent);
    kinds = Set.copyOf(kinds);
  }

  /** When a clock starts. */
  public sealed interface Start {}

  /** When the ticket is opened. */
  public record Opened() implements Start {}

  /**
   * When the ticket is opened, and anew each time the customer is told how it stands, which ends
   * the clock before.
   */
  public record Updated() implements Start {}

  /**
   * Whenever somebody else gets the ticket. The clock runs until it is passed on.
   *
   * @param groups assignment groups, as the source spells them, whose time this is; empty for each
   *     group in turn
   * @param states states in which it is theirs too, whatever the group, such as {@code Awaiting
   *     Vendor}
   * @param supplier name of the supplier, to whom only tickets are theirs in such a state that name
   *     no other; empty when that does not matter
   */
  public record Assigned(Set<String> groups, Set<String> states, String supplier) implements Start {

    /** Copies the sets. */
    public Assigned {
      groups = Set.copyOf(groups);
      states = Set.copyOf(states);
    }

    /**
     * Whose time it is, of those this target is about: a name that changes when the ticket is
     * passed on; empty when it is somebody else's.
     *
     * @param group the group that has the ticket, empty when not known
     * @param state its state
     * @param named the supplier named in it, empty when none is
     */
    public Optional<String> holder(String group, String state, String named) {
      boolean other = !supplier.isEmpty() && !named.isEmpty() && !named.equals(supplier);
      if (groups.contains(group) || (states.contains(state) && !other)) {
        return Optional.of("");
      }
      boolean each = groups.isEmpty() && states.isEmpty() && !group.isEmpty();
      return each ? Optional.of(group) : Optional.empty();
    }
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
