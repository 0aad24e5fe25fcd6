package io.plumbline.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When each service is due next. Due services come in order of instant, then name. */
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

  /** The services that are due, which are then no longer. */
  List<String> due(Instant now) {
    List<String> due = new ArrayList<>();
    while (!timers.isEmpty() && !timers.first().at().isAfter(now)) {
      String service = timers.pollFirst().service();
      dueOf.remove(service);
      due.add(service);
    }
    return due;
  }

  private record Timer(Instant at, String service) {}
}
