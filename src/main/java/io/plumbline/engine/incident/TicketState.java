package io.plumbline.engine.incident;

import io.plumbline.signal.IncidentEvent;
import java.util.List;

/**
 * What is kept of one ticket.
 *
 * @param events its events, in the order in which they came
 * @param verdicts told of its clocks that stopped
 * @param attention what it still needs
 * @param counted every verdict that was ever counted of it, each once
 */
public record TicketState(
    List<IncidentEvent> events,
    List<Verdict> verdicts,
    Attention attention,
    List<Verdict> counted) {

  /** Copies the lists. A state kept by an older version counted what stood. */
  public TicketState {
    events = List.copyOf(events);
    verdicts = List.copyOf(verdicts);
    counted = counted == null ? verdicts : List.copyOf(counted);
  }

  /** The ticket's number. */
  String number() {
    return events.get(0).incident();
  }

  /** What a ticket still needs. */
  public enum Attention {
    /** An event came, or will take effect: every clock is to be read anew. */
    CHANGED,
    /** Clocks run or are held; verdicts stand. */
    OPEN,
    /** Only a further event can change anything. */
    SETTLED
  }
}
