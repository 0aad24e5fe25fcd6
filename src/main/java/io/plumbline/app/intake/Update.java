package io.plumbline.app.intake;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * One row of an export.
 *
 * @param line line of the file
 * @param written wall time that the row bears; it tells the row apart in every export
 * @param at wall time from which it is taken to hold
 * @param offset what tells which of two hours of one name it is, when a clock was set back; empty
 *     when the wall time alone does
 * @param opened wall time at which its ticket was opened
 * @param order the source's counter
 * @param service service of the ticket, empty when the row has none
 * @param state state from here on, empty when it is not known
 * @param priority priority from here on, empty when the row has none
 * @param attributes attributes from here on, by name
 */
record Update(
    long line,
    LocalDateTime written,
    LocalDateTime at,
    Optional<ZoneOffset> offset,
    LocalDateTime opened,
    long order,
    String service,
    String state,
    String priority,
    Map<String, String> attributes) {

  /** Copies the map. */
  Update {
    attributes = Map.copyOf(attributes);
  }

  /** The same, taken to hold from when another one does. */
  Update datedAs(Update other) {
    return new Update(
        line, written, other.at, other.offset, opened, order, service, state, priority, attributes);
  }

  /** The same with an offset. */
  Update offset(ZoneOffset known) {
    return new Update(
        line, written, at, Optional.of(known), opened, order, service, state, priority, attributes);
  }

  /** When it holds from: of an hour that comes twice the first, unless the offset is known. */
  Instant instant(ZoneId zone) {
    return offset.map(at::toInstant).orElseGet(() -> at.atZone(zone).toInstant());
  }
}
