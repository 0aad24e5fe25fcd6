package io.plumbline.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * When each service is due next: the earliest of all its deadlines, as a service is judged as a
 * whole. Due services come in order of instant, then name.
 */
final class Timers {

  private final Map<String, Instant> dueOf = new HashMap<>();
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparing(Timer::at).thenComparing(Timer::service));

  /** Sets the one timer of a service; {@link Instant#MAX} is never. */
  void set(String service, Instant at) {
    Instant before = dueOf.remove(service);
    if (before != null) {
      timers.remove(new Timer(before, service));
    }
    if (at.isBefore(Instant.MAX)) {
      dueOf.put(service, at);
      timers.add(new Timer(at, service));
    }
  }

  /** When a service is due; {@link Instant#MAX} is never. */
  Instant of(String service) {
    return dueOf.getOrDefault(service, Instant.MAX);
  }

  /** The timers of what is due, which are then no longer set. */
  List<Timer> due(Instant now) {
    List<Timer> due = new ArrayList<>();
    while (!timers.isEmpty() && !timers.first().at().isAfter(now)) {
      Timer timer = timers.pollFirst();
      dueOf.remove(timer.service());
      due.add(timer);
    }
    return due;
  }

  /**
   * A service and its deadline.
   *
   * @param at when it is due
   * @param service its name
   */
  record Timer(Instant at, String service) {}
}
