package io.plumbline.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ticket as of an instant, as far as it was known at another.
 *
 * @param service name of the service that has it
 * @param incident its number
 * @param kind {@code incident}, {@code request}, {@code problem} or {@code change}; empty when its
 *     opening was not known
 * @param state its state, as its source spells it; empty when none was known
 * @param priority its priority, empty when none was known
 * @param holder the group that has it, empty when nobody was named
 * @param opened when it was opened, empty when that was not known
 * @param deleted whether it was deleted
 * @param asOf of which instant this is
 * @param events what was known of it, oldest first
 * @param clocks every cycle of every clock, by agreement, target and cycle
 */
public record IncidentAccount(
    String service,
    String incident,
    String kind,
    String state,
    String priority,
    String holder,
    Optional<Instant> opened,
    boolean deleted,
    Instant asOf,
    List<Event> events,
    List<ClockAccount> clocks) {

  /** Copies the lists. */
  public IncidentAccount {
    events = List.copyOf(events);
    clocks = List.copyOf(clocks);
  }

  /**
   * An event as it was sent, and what became of it.
   *
   * @param id its id
   * @param at when it happened, as it was sent
   * @param receivedAt when it became known
   * @param type what kind of event it is, in lower case
   * @param what what it changed, for people; may be empty
   * @param correctedTo when it happened after all, if a correction says so
   * @param quarantined why it does not count; empty when it does
   */
  public record Event(
      String id,
      Instant at,
      Instant receivedAt,
      String type,
      String what,
      Optional<Instant> correctedTo,
      String quarantined) {}
}
