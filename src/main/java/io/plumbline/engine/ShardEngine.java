package io.plumbline.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The services of one shard: their counts, clocks and findings, when each is due, and their
 * judgement. One thread at a time uses it: the engine's between ticks, the shard's own at a tick.
 */
final class ShardEngine {

  private final Map<String, ServiceDesk> desks = new TreeMap<>();
  private final TreeSet<String> touched = new TreeSet<>();
  private final TreeSet<String> dirty = new TreeSet<>();
  private final Timers timers = new Timers();

  /** The desks of its services, by name; they may be replaced, put and removed. */
  Map<String, ServiceDesk> desks() {
    return desks;
  }

  /** Has a service judged at the next tick. */
  void touch(String service) {
    touched.add(service);
  }

  /** Has every service judged at the next tick. */
  void touchAll() {
    touched.addAll(desks.keySet());
  }

  /** The service left the catalogue. */
  void forget(String service) {
    timers.set(service, Instant.MAX);
  }

  /**
   * Judges what changed and what is due.
   *
   * @param at the instant of the tick
   * @param judging the rules
   * @param rulesHash their hash
   * @return what came of it, by service
   */
  List<ServiceDesk.Reading> tick(Instant at, Judging judging, String rulesHash) {
    touched.addAll(timers.due(at));
    touched.retainAll(desks.keySet());
    List<ServiceDesk.Reading> readings = new ArrayList<>(touched.size());
    for (String name : touched) {
      ServiceDesk.Reading reading = desks.get(name).read(at, judging, rulesHash);
      timers.set(name, reading.nextDue());
      readings.add(reading);
    }
    dirty.addAll(touched);
    touched.clear();
    return readings;
  }

  /** The parts of the state that changed since the last call, by key. */
  Map<String, Object> takeState() {
    Map<String, Object> parts = new TreeMap<>();
    // What came since the last tick counts too: its place in the journal is passed.
    dirty.addAll(touched);
    for (String name : dirty) {
      if (desks.containsKey(name)) {
        parts.putAll(Parts.of(desks.get(name)));
      }
    }
    dirty.clear();
    return parts;
  }
}
