package io.plumbline.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * Which times a request may speak of.
 *
 * @param nowMillis when the request arrived, milliseconds since the epoch
 */
record TimeBounds(long nowMillis) {

  /** How far ahead of this clock a sender's clock may run. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  /** How far back samples are accepted. */
  static final Duration BEHIND = Duration.ofDays(400);

  /** The earliest time accepted, milliseconds since the epoch. */
  long earliest() {
    return nowMillis - BEHIND.toMillis();
  }

  /** The latest time accepted, milliseconds since the epoch. */
  long latest() {
    return nowMillis + AHEAD.toMillis();
  }

  /** Says that a time lies too far ahead. */
  String tooFarAhead(long millis) {
    return text(millis)
        + " is more than 5 minutes ahead of this server's clock ("
        + text(nowMillis)
        + "); set the sender's clock";
  }

  /** Says that a time lies too far back. */
  String tooOld(long millis) {
    return text(millis)
        + " is more than 400 days ago; times are milliseconds since 1970 and nothing older is kept";
  }

  private static String text(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
