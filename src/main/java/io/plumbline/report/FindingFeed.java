package io.plumbline.report;

import io.plumbline.finding.FindingEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes each finding event, once it is kept, to whoever listens at that moment. */
public final class FindingFeed {

  private final List<Consumer<FindingEvent>> listeners = new CopyOnWriteArrayList<>();

  /** Tells every listener, in the order of the events. */
  public void publish(List<FindingEvent> events) {
    events.forEach(event -> listeners.forEach(listener -> listener.accept(event)));
  }

  /**
   * Listens from now on.
   *
   * @param listener must return at once and not throw; runs on the publishing thread
   * @return ends the listening when run
   */
  public Runnable subscribe(Consumer<FindingEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
