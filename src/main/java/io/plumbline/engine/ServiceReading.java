package io.plumbline.engine;

import io.plumbline.engine.incident.Tallies;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a judgement came to.
 *
 * @param events what the ledger told
 * @param standing what stands now
 * @param verdicts how the clocks ended
 * @param tickets the files of the tickets of which something new is known
 * @param steps the judgements that data caused
 * @param nextDue when time alone may change it, after the instant judged; {@link Instant#MAX} when
 *     never
 * @param again whether what was told makes facts for the next judgement
 */
record ServiceReading(
    List<FindingEvent> events,
    ServiceStanding standing,
    Tallies verdicts,
    List<TicketFile> tickets,
    List<Step> steps,
    Instant nextDue,
    boolean again) {

  /** What this judgement and one before it at the same tick came to. */
  ServiceReading after(ServiceReading before) {
    List<FindingEvent> all = new ArrayList<>(before.events);
    all.addAll(events);
    List<TicketFile> files = new ArrayList<>(before.tickets);
    files.addAll(tickets);
    return new ServiceReading(
        all, standing, verdicts, files, steps, nextDue, before.again || again);
  }

  /** The same with the judgements that data caused. */
  ServiceReading on(List<Step> caused) {
    return new ServiceReading(events, standing, verdicts, tickets, caused, nextDue, again);
  }
}
