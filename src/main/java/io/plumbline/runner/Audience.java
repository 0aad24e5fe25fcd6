package io.plumbline.runner;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Batch;
import java.util.List;

/** Who learns of what a tick came to. All methods are called on the runner's thread. */
public interface Audience {

  /** Adds to the batch in which the findings of a tick are committed. */
  void commit(Batch batch, List<FindingEvent> events);

  /**
   * The batch is durable: whoever waits for it may go on. Not called for a tick without events.
   *
   * @param seq the tick's place in the journal
   */
  void committed(List<FindingEvent> events, long seq);

  /** A tick is done; {@code seq} is its place in the journal. */
  void judged(Engine engine, Outcome outcome, long seq);
}
