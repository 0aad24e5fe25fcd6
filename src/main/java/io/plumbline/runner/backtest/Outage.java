package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.incident.TicketFile;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An incident of the log that was a major one or took its service down.
 *
 * @param incident number of the ticket
 * @param service name of the service
 * @param from since when it was so
 * @param to when it ended, {@link Instant#MAX} while it has not
 * @param was when a page or a breach of the service, other than about a ticket, told of it under
 *     the present rules; empty when none did
 * @param is the same under the new rules
 */
public record Outage(
    String incident,
    String service,
    Instant from,
    Instant to,
    Optional<Instant> was,
    Optional<Instant> is) {

  /** A finding that ended so long before an incident may still have told of it. */
  private static final Duration BEFORE = Duration.ofMinutes(15);

  /** What began longer before an incident stood already, and does not tell of it by its begin. */
  private static final Duration SOONEST = Duration.ofHours(1);

  /** How much later the new rules tell of it; negative, earlier; empty unless both do. */
  public Optional<Duration> later() {
    return was.flatMap(then -> is.map(now -> Duration.between(then, now)));
  }

  /** The outages of a span, by time. */
  static List<Outage> of(
      Collection<TicketFile> tickets, Span span, List<Life> before, List<Life> after) {
    List<Outage> outages = new ArrayList<>();
    for (TicketFile ticket : tickets) {
      for (Span down : ticket.outages()) {
        if (down.from().isBefore(span.to()) && !down.from().isBefore(span.from())) {
          outages.add(
              new Outage(
                  ticket.number(),
                  ticket.service(),
                  down.from(),
                  down.to(),
                  told(ticket.service(), down, before),
                  told(ticket.service(), down, after)));
        }
      }
    }
    outages.sort(Comparator.comparing(Outage::from).thenComparing(Outage::incident));
    return outages;
  }

  private static Optional<Instant> told(String service, Span down, List<Life> lives) {
    return lives.stream()
        .filter(life -> life.finding().service().equals(service) && !life.ofTicket())
        .filter(life -> calls(life))
        .filter(life -> life.start().isBefore(down.to()))
        .filter(life -> !life.end().isBefore(down.from().minus(BEFORE)))
        .map(life -> life.start().isBefore(down.from().minus(SOONEST)) ? down.from() : life.start())
        .min(Comparator.naturalOrder());
  }

  private static boolean calls(Life life) {
    return life.severity() == Severity.PAGE || life.finding().kind() == Kind.BREACH;
  }
}
