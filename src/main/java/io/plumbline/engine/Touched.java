package io.plumbline.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Which services samples came for, and the time of the newest of each. */
final class Touched {

  private final Map<String, long[]> newest = new HashMap<>();

  /** A sample came for a service. */
  void add(String service, long timeMillis) {
    long[] time = newest.get(service);
    if (time == null) {
      newest.put(service, new long[] {timeMillis});
    } else if (timeMillis > time[0]) {
      time[0] = timeMillis;
    }
  }

  /** Hands on what came and forgets it. */
  void drain(BiConsumer<String, Instant> taker) {
    newest.forEach((service, time) -> taker.accept(service, Instant.ofEpochMilli(time[0])));
    newest.clear();
  }
}
