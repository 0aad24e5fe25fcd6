package io.plumbline.engine;

import io.plumbline.engine.sli.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The services of one shard: their counts, clocks and findings, when each is due, and their
 * judgement. One thread at a time uses it: the engine's between ticks, the shard's own at a tick.
 */
final class ShardEngine {

  /** After more than this between two ticks the daemon was down, and judges once. */
  static final Duration DOWNTIME = Duration.ofMinutes(2);

  private final Map<String, ServiceDesk> desks = new TreeMap<>();
  private final TreeMap<String, Instant> touched = new TreeMap<>();
  private final TreeSet<String> dirty = new TreeSet<>();
  private final Timers timers = new Timers();

  /** The desks of its services, by name; they may be replaced, put and removed. */
  Map<String, ServiceDesk> desks() {
    return desks;
  }

  /**
   * Has a service judged at the next tick.
   *
   * @param at time of the sample or event that touched it
   */
  void touch(String service, Instant at) {
    touched.merge(service, at, (a, b) -> a.isAfter(b) ? a : b);
  }

  /** Has every service judged at the next tick. */
  void touchAll(Instant at) {
    desks.keySet().forEach(service -> touch(service, at));
  }

  /** Goes on where the desks were kept: nothing is judged for that alone, unless it never was. */
  void resume(Instant at) {
    desks.forEach(
        (service, desk) ->
            desk.due().ifPresentOrElse(due -> timers.set(service, due), () -> touch(service, at)));
  }

  /** Has a service judged as of an instant, when it gets to know how others stand. */
  void tell(String service, Instant at, List<Evidence> how) {
    desks.get(service).others().tell(at, how);
    timers.set(service, earlier(timers.of(service), at));
  }

  /** What was touched since the last tick, with the time of the newest of it. */
  Map<String, Instant> touched() {
    return touched;
  }

  /** The service left the catalogue. */
  void forget(String service) {
    timers.set(service, Instant.MAX);
  }

  /**
   * Judges what changed and what is due, each as of its own instant: the time of the data, or the
   * deadline. So the phase of the ticks decides when something is told, but not what.
   *
   * @param tick the tick before and the present one
   * @param rules the rules
   * @param repeated judgements to be repeated, by service; none while samples come
   * @return what came of it, by service
   */
  List<ServiceReading> tick(Span tick, InForce rules, Map<String, List<Step>> repeated) {
    Map<String, Instant> now = new TreeMap<>();
    timers.due(tick.to()).forEach(timer -> now.put(timer.service(), timer.at()));
    Map<String, Instant> data = new TreeMap<>(touched);
    touched.clear();
    data.keySet().forEach(service -> now.putIfAbsent(service, timers.of(service)));
    repeated.keySet().forEach(service -> now.putIfAbsent(service, timers.of(service)));
    now.keySet().retainAll(desks.keySet());
    List<ServiceReading> readings = new ArrayList<>(now.size());
    now.forEach(
        (service, due) -> {
          Instant changed =
              data.containsKey(service) ? tick.within(data.get(service)) : Instant.MAX;
          Causes causes =
              new Causes(changed, new ArrayDeque<>(repeated.getOrDefault(service, List.of())));
          read(desks.get(service), due, causes, tick, rules).ifPresent(readings::add);
        });
    dirty.addAll(now.keySet());
    return readings;
  }

  private Optional<ServiceReading> read(
      ServiceDesk desk, Instant due, Causes causes, Span tick, InForce rules) {
    ServiceReading reading = null;
    List<Step> steps = new ArrayList<>(1);
    Instant next = earlier(due, causes.next());
    while (!next.isAfter(tick.to())) {
      Instant asOf = tick.isDowntime() ? tick.to() : next;
      boolean caused = causes.take(asOf, desk);
      Optional<Instant> passed = rules.onlyFindings() ? desk.passOver(asOf) : Optional.empty();
      if (passed.isPresent()) {
        next = earlier(passed.get(), causes.next());
        continue;
      }
      ServiceReading now = desk.read(asOf, tick.to(), rules);
      reading = reading == null ? now : now.after(reading);
      SortedMap<String, Taken> taken = desk.takeNotes();
      if (caused || !taken.isEmpty()) {
        steps.add(new Step(desk.service().name(), asOf, taken));
      }
      next = earlier(reading.nextDue(), causes.next());
    }
    timers.set(desk.service().name(), next);
    if (reading != null && reading.again()) {
      touch(desk.service().name(), tick.to());
    }
    return Optional.ofNullable(reading).map(r -> r.on(steps));
  }

  /** Why a service is judged at a tick, besides its deadlines. */
  private static final class Causes {

    private final Deque<Step> repeated;
    private Instant changed;

    Causes(Instant changed, Deque<Step> repeated) {
      this.changed = changed;
      this.repeated = repeated;
    }

    Instant next() {
      return repeated.isEmpty() ? changed : earlier(changed, repeated.peek().asOf());
    }

    /** Has a service take what comes before an instant; whether there was any cause until then. */
    boolean take(Instant asOf, ServiceDesk desk) {
      boolean any = !next().isAfter(asOf);
      changed = changed.isAfter(asOf) ? changed : Instant.MAX;
      while (!repeated.isEmpty() && !repeated.peek().asOf().isAfter(asOf)) {
        desk.retake(repeated.poll().taken());
      }
      return any;
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /**
   * The parts of the state that changed since the last call, by key; empty of one that has gone.
   */
  Map<String, Optional<Object>> takeState() {
    Map<String, Optional<Object>> parts = new TreeMap<>();
    // What came since the last tick counts too: its place in the journal is passed.
    dirty.addAll(touched.keySet());
    for (String name : dirty) {
      if (desks.containsKey(name)) {
        Parts.of(desks.get(name)).forEach((key, part) -> parts.put(key, Optional.of(part.get())));
        parts.putAll(Parts.rows(desks.get(name)));
      }
    }
    dirty.clear();
    return parts;
  }

  /**
   * The time from one tick to the next.
   *
   * @param from the tick before
   * @param to the present one, not before it
   */
  record Span(Instant from, Instant to) {

    /** Whether nothing ran meanwhile; then nobody wants to be told of each step in between. */
    boolean isDowntime() {
      return from.plus(DOWNTIME).isBefore(to);
    }

    /** The nearest instant of the span. */
    Instant within(Instant at) {
      return at.isAfter(to) ? to : at.isBefore(from) ? from : at;
    }
  }
}
