package io.plumbline.console.api;

import io.plumbline.finding.FindingEvent;
import java.time.Instant;

/** A step in the life of a finding, in the stream of events. */
record EventEntry(
    String id, String type, String change, Instant at, Instant detected, FindingEntry finding) {

  static EventEntry of(FindingEvent event) {
    return new EventEntry(
        event.id(),
        event.type(),
        event.change().wireName(),
        event.at(),
        event.detected(),
        FindingEntry.of(event.finding()));
  }
}
