package io.plumbline.engine;

import io.plumbline.engine.incident.Tallies;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tick came to, in an order that does not depend on the number of shards.
 *
 * @param tick its instant
 * @param standings the services that were judged, by name
 * @param gone services that left the catalogue
 * @param events what changed, by time and id
 * @param verdicts how the clocks ended of each service that was judged
 * @param tickets the files of the tickets of which something new is known
 * @param inputs what it was judged on
 */
public record Outcome(
    Instant tick,
    List<ServiceStanding> standings,
    List<String> gone,
    List<FindingEvent> events,
    Map<String, Tallies> verdicts,
    List<TicketFile> tickets,
    Inputs inputs) {

  /** What readings of services came to. */
  static Outcome of(
      Instant tick,
      Collection<ServiceReading> readings,
      Collection<String> gone,
      List<FindingEvent> events,
      Inputs inputs) {
    Map<String, Tallies> verdicts = new TreeMap<>();
    readings.forEach(r -> verdicts.put(r.standing().service().name(), r.verdicts()));
    return new Outcome(
        tick,
        readings.stream().map(ServiceReading::standing).toList(),
        List.copyOf(gone),
        events,
        verdicts,
        readings.stream().flatMap(reading -> reading.tickets().stream()).toList(),
        inputs);
  }
}
