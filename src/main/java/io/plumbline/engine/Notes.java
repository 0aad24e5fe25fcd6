package io.plumbline.engine;

import io.plumbline.engine.sli.CountTaker;
import io.plumbline.engine.sli.GaugeTaker;
import io.plumbline.engine.sli.Taken;
import io.plumbline.engine.sli.TakenLog;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the objectives and resources of one service take, noted until it is judged. Scrapes and
 * samples are handed on as they come.
 */
final class Notes {

  private final TreeMap<String, TakenLog> notes = new TreeMap<>();

  /** Takes the use of a resource. */
  @FunctionalInterface
  interface UseTaker {

    /** Takes one sample of a series. */
    void add(int series, long timeMillis, double value);
  }

  private TakenLog of(String part) {
    return notes.computeIfAbsent(part, p -> new TakenLog());
  }

  /** Notes what an objective counts. */
  CountTaker counts(String part, CountTaker taker) {
    TakenLog log = of(part);
    return scrape -> {
      log.add(scrape);
      taker.take(scrape);
    };
  }

  /** Notes what is measured for an objective. */
  GaugeTaker gauges(String part, GaugeTaker taker) {
    TakenLog log = of(part);
    return (time, value) -> {
      log.add(0, time, value);
      taker.gauge(time, value);
    };
  }

  /** Notes the use of a resource. */
  UseTaker uses(String part, UseTaker taker) {
    TakenLog log = of(part);
    return (series, time, value) -> {
      log.add(series, time, value);
      taker.add(series, time, value);
    };
  }

  /** What was taken since the last call, by part. */
  SortedMap<String, Taken> take() {
    SortedMap<String, Taken> taken = new TreeMap<>();
    notes.forEach(
        (part, log) -> {
          if (!log.isEmpty()) {
            taken.put(part, log.take());
          }
        });
    return taken;
  }
}
