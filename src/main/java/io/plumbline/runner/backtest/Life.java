package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import java.time.Instant;

/**
 * A finding from its start to its end.
 *
 * @param finding as it was last told
 * @param severity the most urgent that it was
 */
public record Life(Finding finding, Severity severity) {

  /** The life so far after the finding was told once more. */
  Life then(Finding told) {
    Severity worst = told.severity().compareTo(severity) < 0 ? told.severity() : severity;
    return new Life(told, worst);
  }

  /** When it began. */
  public Instant start() {
    return finding.start();
  }

  /** When it ended, {@link Instant#MAX} while it stands. */
  public Instant end() {
    return finding.ended().orElse(Instant.MAX);
  }

  /** Whether it was proven wrong. */
  boolean withdrawn() {
    return finding.state() == Finding.State.WITHDRAWN;
  }

  /** Whether it stood at any time of a span. */
  boolean within(Span span) {
    return start().isBefore(span.to()) && !end().isBefore(span.from());
  }

  /** Whether it is about a ticket, and not about what the service did. */
  boolean ofTicket() {
    return finding.facts().containsKey("incident");
  }

  /** How long two lives stood together; negative, how long one began after the end of the other. */
  long sharedMillis(Life other) {
    Instant from = start().isAfter(other.start()) ? start() : other.start();
    Instant to = end().isBefore(other.end()) ? end() : other.end();
    return to.equals(Instant.MAX) ? Long.MAX_VALUE : to.toEpochMilli() - from.toEpochMilli();
  }
}
