package io.plumbline.ingest;

import io.plumbline.journal.JournalWriter;
import io.plumbline.journal.RefusedException;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Signal;
import java.util.Optional;
import java.util.function.Consumer;

/** One request with samples on its way into the journal. */
final class MetricSubmission implements JournalWriter.Submission {

  private final int bytes;
  private final Body body;
  private final Gate gate;
  private final IngestMetrics.Protocol protocol;
  private final AnswerStyle style;
  private final Consumer<Answer> reply;
  private final Refusals refusals;
  private int seriesAfter;
  private int kept;
  private boolean decoded;

  /**
   * Prepares a request.
   *
   * @param bytes its decompressed size
   * @param named how many refused items the answer names
   * @param reply gets the answer, on the journal's thread
   */
  MetricSubmission(
      int bytes,
      Body body,
      Gate gate,
      IngestMetrics.Protocol protocol,
      AnswerStyle style,
      int named,
      Consumer<Answer> reply) {
    this.bytes = bytes;
    this.body = body;
    this.gate = gate;
    this.protocol = protocol;
    this.style = style;
    this.refusals = new Refusals(named);
    this.reply = reply;
  }

  /** What both protocols for samples share. */
  record Gate(SeriesIndex index, IngestMetrics metrics) {}

  /** A body that can be read once it is its turn. */
  @FunctionalInterface
  interface Body {

    /**
     * Reads the samples.
     *
     * @throws MalformedBodyException when it is not what it claims to be; no series may be left
     *     pending then
     */
    MetricBatch read(Refusals refusals) throws MalformedBodyException;
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public Optional<Signal> signal() throws RefusedException {
    try {
      MetricBatch batch = body.read(refusals);
      decoded = true;
      kept = batch.size();
      seriesAfter = gate.index().size();
      return kept == 0 && batch.newSeries().isEmpty() ? Optional.empty() : Optional.of(batch);
    } catch (MalformedBodyException e) {
      throw new RefusedException(Refusal.MALFORMED.status(), e.getMessage());
    }
  }

  @Override
  public void committed(long seq) {
    gate.index().confirm(seriesAfter);
    gate.metrics().samples(protocol).add(kept);
    refusals.countIn(gate.metrics());
    reply.accept(style.kept(kept + refusals.dropped(), refusals));
  }

  @Override
  public void failed(Exception cause) {
    if (decoded) {
      gate.index().rollback();
      refuse(Refusal.STORE, "the store could not keep this; nothing is kept, please send it again");
    } else if (cause instanceof RefusedException) {
      refuse(Refusal.MALFORMED, cause.getMessage() + "; nothing of this request is kept");
    } else {
      // Sending the same bytes again would only fail again and hold up what comes after them.
      refuse(Refusal.MALFORMED, "this could not be read; the server's log says why");
    }
  }

  private void refuse(Refusal refusal, String message) {
    gate.metrics().refused(refusal).increment();
    reply.accept(style.refused(refusal, message));
  }
}
