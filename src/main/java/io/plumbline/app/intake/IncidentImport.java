package io.plumbline.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends an export to a daemon: a ticket's events go in one request, so it is never seen in half.
 */
public final class IncidentImport {

  private static final int EVENTS_A_REQUEST = 2_000;

  private final Gate gate;
  private final Receipts receipts = new Receipts();
  private final Oddities oddities = new Oddities();
  private final InstantSource clock;
  private int tickets;
  private Duration took = Duration.ZERO;

  private IncidentImport(Gate gate, InstantSource clock) {
    this.gate = gate;
    this.clock = clock;
  }

  /** Learns how far it is. */
  public interface Progress {

    /** So many rows are sent, of so many. */
    void rows(long sent, long all);

    /** The daemon does not take it yet, and why. */
    default void waiting(String why) {}
  }

  /**
   * Reads and sends everything.
   *
   * @param clock tells how long it took
   * @throws BadInputException if the export cannot be read by the mapping
   * @throws IOException if a file cannot be read, or the daemon does not take it; what was answered
   *     until then is kept there
   */
  public static IncidentImport run(
      Path export, Mapping mapping, Target target, Progress progress, InstantSource clock)
      throws BadInputException, IOException, InterruptedException {
    IncidentImport run =
        new IncidentImport(new Gate(target, mapping.time(), clock, progress), clock);
    run.send(new Export(export, mapping, run.oddities).tickets(), mapping, progress);
    return run;
  }

  private void send(Map<String, List<Update>> all, Mapping mapping, Progress progress)
      throws IOException, InterruptedException {
    Instant began = clock.instant();
    List<TicketEvents.Event> waiting = new ArrayList<>();
    long rows = oddities.rows() - oddities.notRead();
    long sent = 0;
    for (Map.Entry<String, List<Update>> ticket : all.entrySet()) {
      List<TicketEvents.Event> events =
          TicketEvents.of(ticket.getKey(), ticket.getValue(), mapping, oddities);
      if (!waiting.isEmpty() && waiting.size() + events.size() > EVENTS_A_REQUEST) {
        flush(waiting);
        progress.rows(sent, rows);
      }
      waiting.addAll(events);
      tickets++;
      sent += ticket.getValue().size();
    }
    flush(waiting);
    progress.rows(sent, rows);
    took = Duration.between(began, clock.instant());
  }

  private void flush(List<TicketEvents.Event> waiting) throws IOException, InterruptedException {
    if (!waiting.isEmpty()) {
      JsonNode receipt = gate.send(waiting);
      receipts.add(receipt, waiting);
      waiting.clear();
    }
  }

  /** What came of it, for people. */
  public List<String> summary() {
    double seconds = Math.max(took.toMillis(), 1) / 1000.0;
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d rows of %,d tickets in %.1f s, %,.0f rows a second"
            .formatted(oddities.rows(), tickets, seconds, oddities.rows() / seconds));
    lines.addAll(receipts.lines());
    lines.addAll(oddities.lines());
    return lines;
  }

  /** Whether every row was read and every event counts or was there already. */
  public boolean complete() {
    return oddities.notRead() == 0 && receipts.complete();
  }
}
