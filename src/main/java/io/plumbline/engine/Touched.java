package io.plumbline.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Which services samples came for, and the time of the newest of each. */
final class Touched {

  private static final long NEVER = Long.MIN_VALUE;

  private final List<Service> touched = new ArrayList<>();

  /** A service for which samples may come. */
  Service service(String name) {
    return new Service(name);
  }

  /** Hands on what came and forgets it. */
  void drain(BiConsumer<String, Instant> taker) {
    for (Service service : touched) {
      taker.accept(service.name, Instant.ofEpochMilli(service.newest));
      service.newest = NEVER;
    }
    touched.clear();
  }

  /** Remembers the newest sample of a service. */
  final class Service {

    private final String name;
    private long newest = NEVER;

    private Service(String name) {
      this.name = name;
    }

    /** A sample came for it. */
    void touch(long timeMillis) {
      if (timeMillis > newest) {
        if (newest == NEVER) {
          touched.add(this);
        }
        newest = timeMillis;
      }
    }
  }
}
