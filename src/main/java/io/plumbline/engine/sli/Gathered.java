package io.plumbline.engine.sli;

/**
 * What came last, all of it in one span that no bucket parts. It is put into the buckets once, when
 * something else comes or somebody asks.
 */
final class Gathered {

  private long from;
  private long to;
  private double room;
  private long newest;
  private double events;
  private double total;
  private long covered;

  /**
   * Gathers anew.
   *
   * @param first first instant of the span
   * @param end the first instant after it
   * @param more how many more events the total in the buckets holds there
   */
  void begin(long first, long end, double more) {
    from = first;
    to = end;
    room = more;
    newest = first;
    events = 0;
    total = 0;
    covered = 0;
  }

  /** Nothing is gathered until it begins anew. */
  void end() {
    to = from;
  }

  /** Whether it gathers at all. */
  boolean isOpen() {
    return from < to;
  }

  /** Whether an instant lies in the span. */
  boolean spans(long time) {
    return time >= from && time < to;
  }

  /** Whether a span of time lies in the span. */
  boolean spans(long begin, long end) {
    return begin >= from && end <= to;
  }

  void add(long time, double moreEvents, double moreTotal, long moreCovered) {
    newest = Math.max(newest, time);
    events += moreEvents;
    total += moreTotal;
    covered += moreCovered;
  }

  /** Whether the total holds that many more events. */
  boolean holds(double more) {
    return events + more - total <= room;
  }

  /** The newest instant at which something came. */
  long newest() {
    return newest;
  }

  double events() {
    return events;
  }

  double total() {
    return total;
  }

  long covered() {
    return covered;
  }
}
