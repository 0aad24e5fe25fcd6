package io.plumbline.engine;

import io.plumbline.engine.sli.ObjectiveTracker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The samples that came too late for their objectives, as a sum that only grows, though services
 * come and go and are counted anew.
 */
final class TooLate {

  private final Map<String, Long> seen = new HashMap<>();
  private long total;

  /** What a service had before the start is counted already. */
  void begin(String service, Collection<ObjectiveTracker> objectives) {
    seen.put(service, sum(objectives));
  }

  /** Looks at the objectives of a service that was judged. */
  void see(String service, Collection<ObjectiveTracker> objectives) {
    long now = sum(objectives);
    if (now > 0 || seen.containsKey(service)) {
      long before = seen.getOrDefault(service, 0L);
      total += Math.max(0, now - before);
      seen.put(service, now);
    }
  }

  private static long sum(Collection<ObjectiveTracker> objectives) {
    return objectives.stream().mapToLong(ObjectiveTracker::tooLate).sum();
  }

  /** All of them. */
  long total() {
    return total;
  }
}
