package io.plumbline.engine.incident;

import io.plumbline.engine.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A ticket as last looked at.
 *
 * @param open its open clocks
 * @param facts what else rules may see of it while it is open
 * @param verdicts of its clocks that stopped
 * @param news evidence of those whose verdict was not there the last time
 * @param deleted whether it was deleted
 * @param early number of its events dated before the opening
 * @param wake when to look again although nothing is heard of it
 * @param awaitsEvents whether events are known that take effect later
 */
record TicketView(
    List<ClockLine> open,
    List<Evidence> facts,
    List<Verdict> verdicts,
    List<Evidence> news,
    boolean deleted,
    int early,
    Optional<Instant> wake,
    boolean awaitsEvents) {

  /** Of a ticket that has no clock. */
  static final TicketView NOTHING = settled(List.of(), false, 0);

  TicketView {
    open = List.copyOf(open);
    facts = List.copyOf(facts);
    verdicts = List.copyOf(verdicts);
    news = List.copyOf(news);
  }

  /** Of a ticket about which nothing is left to tell. */
  static TicketView settled(List<Verdict> verdicts, boolean deleted, int early) {
    return new TicketView(
        List.of(), List.of(), verdicts, List.of(), deleted, early, Optional.empty(), false);
  }

  /** Whether only a further event can change anything. */
  boolean settled() {
    return open.isEmpty() && facts.isEmpty() && !awaitsEvents;
  }
}
