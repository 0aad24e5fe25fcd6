package io.plumbline.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.journal.JournalWriter;
import io.plumbline.journal.RefusedException;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One request with incident events on its way into the journal. */
final class IncidentSubmission implements JournalWriter.Submission {

  private static final int NAMED = 1000;

  private final JsonBody body;
  private final JsonIncidents reader;
  private final KnownEvents known;
  private final IngestMetrics metrics;
  private final Consumer<Answer> reply;
  private final ProblemAnswers answers = new ProblemAnswers();
  private final Refusals refusals = new Refusals(NAMED);
  private final Remarks quarantined = new Remarks(NAMED);
  private final Remarks moved = new Remarks(NAMED);
  private final Map<String, IncidentEvent> events = new LinkedHashMap<>();
  private int duplicates;
  private boolean decoded;

  /**
   * Prepares a request.
   *
   * @param body its claimed length within the limit
   * @param reader reads an event
   * @param reply gets the answer, on the journal's thread
   */
  IncidentSubmission(
      JsonBody body,
      JsonIncidents reader,
      KnownEvents known,
      IngestMetrics metrics,
      Consumer<Answer> reply) {
    this.body = body;
    this.reader = reader;
    this.known = known;
    this.metrics = metrics;
    this.reply = reply;
  }

  @Override
  public int bytes() {
    return body.bytes();
  }

  @Override
  public Optional<Signal> signal() throws RefusedException {
    try {
      if (body.lines()) {
        JsonItems.readLines(body.plain(), refusals, this::take);
      } else {
        JsonItems.readDocument(body.plain(), refusals, this::take);
      }
    } catch (MalformedBodyException e) {
      throw new RefusedException(Refusal.MALFORMED.status(), e.getMessage());
    }
    decoded = true;
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(new IncidentBatch(List.copyOf(events.values())));
  }

  @Override
  public void committed(long seq) {
    events.values().forEach(event -> known.add(event.id(), event.incident()));
    int accepted = events.size() - quarantined.total();
    metrics.events().add(accepted);
    metrics.duplicateEvents().add(duplicates);
    metrics.quarantinedEvents().add(quarantined.total());
    refusals.countIn(metrics);
    reply.accept(answers.events(accepted, duplicates, quarantined, moved, refusals));
  }

  @Override
  public void failed(Exception cause) {
    if (decoded) {
      refuse(Refusal.STORE, "the store could not keep this; nothing is kept, please send it again");
    } else if (cause instanceof RefusedException) {
      refuse(Refusal.MALFORMED, cause.getMessage() + "; nothing of this request is kept");
    } else {
      refuse(Refusal.MALFORMED, "this could not be read; the server's log says why");
    }
  }

  private void take(int index, ObjectNode item) throws RefusedItemException {
    IncidentEvent event = reader.read(item);
    IncidentEvent here = events.get(event.id());
    String incident = here != null ? here.incident() : known.incidentOf(event.id());
    if (incident == null) {
      events.put(event.id(), event);
      remark(index, event);
    } else if (incident.equals(event.incident())) {
      duplicates++;
    } else {
      throw new RefusedItemException(
          Refusal.EVENT,
          "the id " + event.id() + " is taken by an event of " + incident + "; ids are unique");
    }
  }

  private void remark(int index, IncidentEvent event) {
    if (event.aheadOfReceipt()) {
      quarantined.add(
          index,
          () ->
              "at is %s, more than %d minutes after it became known (%s); it counts once a correction names the true time"
                  .formatted(
                      event.at(), IncidentEvent.CLOCK_ERROR.toMinutes(), event.receivedAt()));
    }
    Optional.ofNullable(event.attributes().get(IncidentEvent.MOVED_FROM))
        .ifPresent(
            local ->
                moved.add(
                    index,
                    () ->
                        "the source's clock never showed %s; %s, the instant at which it was put forward, is taken"
                            .formatted(local, event.at())));
  }

  private void refuse(Refusal refusal, String message) {
    metrics.refused(refusal).increment();
    reply.accept(answers.refused(refusal, message));
  }
}
