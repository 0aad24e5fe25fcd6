package io.plumbline.signal;

import java.util.List;

/**
 * Steps in the lives of incidents, as accepted together.
 *
 * @param events the steps, in the order in which they were sent
 */
public record IncidentBatch(List<IncidentEvent> events) implements Signal {

  /** Copies the events. */
  public IncidentBatch {
    events = List.copyOf(events);
  }
}
