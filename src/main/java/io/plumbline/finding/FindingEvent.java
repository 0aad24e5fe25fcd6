package io.plumbline.finding;

import java.time.Instant;
import java.util.Locale;

/**
 * A step in the life of a finding, to be told to the world once.
 *
 * @param change what happened
 * @param finding the finding after it happened
 * @param at data time of the step
 * @param detected tick at which the step was found
 */
public record FindingEvent(Change change, Finding finding, Instant at, Instant detected) {

  /** Id of the event, the same however often it is told or replayed. */
  public String id() {
    return finding.id() + "-" + finding.revision();
  }

  /** The event type of webhooks, such as {@code plumbline.at_risk.raised}. */
  public String type() {
    return "plumbline." + finding.kind().wireName() + "." + change.wireName();
  }

  /** What happened to a finding. */
  public enum Change {
    RAISED,
    CHANGED,
    CLEARED,
    WITHDRAWN;

    /** The name in events and the API, such as {@code raised}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
