package io.plumbline.publish;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An event that a receiver has not confirmed, for people to see.
 *
 * @param cursor place in the list, to ask for what follows
 * @param id id of the event, the receiver's {@code webhook-id}
 * @param channel name of the receiver
 * @param type type of the event, such as {@code plumbline.breach.raised}
 * @param state what becomes of it
 * @param attempts attempts made so far
 * @param queued when it was queued
 * @param nextAttempt when the next attempt is due at the earliest, empty when there is none
 * @param lastError why the last attempt failed, empty before the first
 */
public record Delivery(
    String cursor,
    String id,
    String channel,
    String type,
    State state,
    int attempts,
    Instant queued,
    Optional<Instant> nextAttempt,
    String lastError) {

  /** What becomes of a delivery that is not confirmed. */
  public enum State {
    /** It waits for its first or next attempt. */
    PENDING,
    /** It was given up and is kept as evidence. */
    DEAD;

    /** The name in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
