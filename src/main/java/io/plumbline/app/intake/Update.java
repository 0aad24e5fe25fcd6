package io.plumbline.app.intake;

import java.time.LocalDateTime;
import java.util.Map;

/**
 * One row of an export.
 *
 * @param line line of the file
 * @param written wall time that the row bears; it tells the row apart in every export
 * @param at wall time from which it is taken to hold
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

  /** The same, taken to hold from another time. */
  Update at(LocalDateTime time) {
    return new Update(line, written, time, opened, order, service, state, priority, attributes);
  }
}
