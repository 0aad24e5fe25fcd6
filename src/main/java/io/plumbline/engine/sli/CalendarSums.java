package io.plumbline.engine.sli;

import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Running sums since the beginning of a calendar period. A period that is over stays open for late
 * data as long as its feed may be silent, then it closes: what it came to is never changed.
 */
final class CalendarSums {

  /** How many closed periods are remembered. */
  private static final int REMEMBERED = 100;

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long LONG = Duration.ofDays(35).toMillis();

  private final TimeWindow.Calendar calendar;
  private final long grace;
  private final List<Closed> closed;
  private Optional<Running> ending;
  private Running running;
  private Targets targets;
  private Spans exclusions = Spans.NONE;

  /**
   * Sums of nothing.
   *
   * @param slo the objective, over calendar periods
   * @param atMillis an instant in the first period
   */
  CalendarSums(Slo slo, long atMillis) {
    this.calendar = (TimeWindow.Calendar) slo.window();
    this.targets = Targets.of(slo.target());
    this.grace = slo.staleAfter().toMillis();
    this.closed = new ArrayList<>();
    this.ending = Optional.empty();
    this.running = new Running(span(atMillis));
  }

  /** Sums as they were kept. */
  CalendarSums(Slo slo, State kept) {
    this.calendar = (TimeWindow.Calendar) slo.window();
    this.targets = Targets.of(slo.target());
    this.grace = slo.staleAfter().toMillis();
    this.closed = new ArrayList<>(kept.closed());
    this.ending = kept.ending().map(Running::new);
    this.running = new Running(kept.running());
    this.exclusions = kept.exclusions();
  }

  private Span span(long at) {
    return calendar.at(Instant.ofEpochMilli(at));
  }

  /** Counts at an instant; what belongs to a closed period is dropped. */
  void add(long time, double events, double total, long covered) {
    reach(time);
    if (running.holds(time)) {
      running.ring.add(time - running.from, events, total, covered);
    } else {
      ending
          .filter(period -> period.holds(time))
          .ifPresent(period -> period.ring.add(time - period.from, events, total, covered));
    }
  }

  /** Whether no part of a period begins or ends within a span that is shorter than one. */
  boolean undivided(long from, long to) {
    return running.undivided(from, to)
        || ending.filter(period -> period.undivided(from, to)).isPresent();
  }

  /** Notes that there was data from one instant to another. */
  void cover(long from, long to) {
    reach(to - 1);
    running.cover(from, to);
    ending.ifPresent(period -> period.cover(from, to));
  }

  /** Moves on in time, and closes what is to be closed. */
  void advance(long to) {
    reach(to);
    ending.filter(period -> to >= period.to + grace).ifPresent(this::close);
    running.ring.advance(to - running.from);
  }

  private void reach(long time) {
    while (time >= running.to) {
      ending.ifPresent(this::close);
      ending = Optional.of(running);
      running = new Running(span(running.to));
      running.exclude(exclusions);
    }
  }

  /** From now on these spans are excluded, and no others; closed periods stay as they are. */
  void exclude(Spans spans) {
    exclusions = spans;
    running.exclude(spans);
    ending.ifPresent(period -> period.exclude(spans));
  }

  /** From now on this is promised; closed periods stay as they are. */
  void promise(Targets promised) {
    targets = promised;
  }

  /** The target that the running period is judged by. */
  double target() {
    return running.target(targets);
  }

  /** What happened in the running period but does not count. */
  Sums excluded() {
    return running.ring.excluded(0);
  }

  /** How much of the running period is excluded so far, milliseconds. */
  long excludedMillis() {
    return running.ring.excludedMillis(0);
  }

  private void close(Running period) {
    period.ring.advance(period.to - period.from - 1);
    closed.add(
        0,
        new Closed(
            period.from,
            period.to,
            period.target(targets),
            period.ring.sums(0),
            period.ring.excludedMillis(0)));
    if (closed.size() > REMEMBERED) {
      closed.remove(REMEMBERED);
    }
    ending = Optional.empty();
  }

  /** What was counted since the running period began. */
  Sums sums() {
    return running.ring.sums(0);
  }

  /** The running period. */
  Span open() {
    return new Span(Instant.ofEpochMilli(running.from), Instant.ofEpochMilli(running.to));
  }

  /** The periods that have closed, newest first. */
  List<Closed> closed() {
    return List.copyOf(closed);
  }

  /** When the next period ends or closes. */
  long nextBoundary() {
    return ending.map(period -> period.to + grace).orElse(running.to);
  }

  /** The parts of the running period, oldest first. */
  void forEach(BucketRing.BucketVisitor visitor) {
    running.ring.forEach(
        0,
        (end, events, total) -> {
          if (end > 0) {
            visitor.visit(Math.min(running.from + end, running.to), events, total);
          }
        });
  }

  /** What is to be kept. */
  State state() {
    return new State(running.state(), ending.map(Running::state), List.copyOf(closed), exclusions);
  }

  /** A period that is counted. Its ring counts time from its beginning. */
  private static final class Running {

    private final long from;
    private final long to;
    private final Ring ring;

    Running(Span span) {
      this.from = span.from().toEpochMilli();
      this.to = span.to().toEpochMilli();
      this.ring = new Ring(width(), lengths(), 0);
    }

    Running(RunningState kept) {
      this.from = kept.from();
      this.to = kept.to();
      this.ring = new Ring(width(), lengths(), kept.ring(), kept.excluded());
    }

    private long width() {
      return to - from <= LONG ? HOUR : 6 * HOUR;
    }

    private long[] lengths() {
      return new long[] {(to - from + width() - 1) / width() * width()};
    }

    // The ring's time begins with the period.
    void exclude(Spans spans) {
      ring.exclude(spans.within(from, to).later(-from));
    }

    double target(Targets targets) {
      return ring.target(0, targets, from);
    }

    boolean holds(long time) {
      return time >= from && time < to;
    }

    boolean undivided(long begin, long end) {
      return begin >= from && end <= to && (begin - from) % (end - begin) == 0;
    }

    void cover(long begin, long end) {
      if (Math.max(begin, from) < Math.min(end, to)) {
        ring.cover(Math.max(begin, from) - from, Math.min(end, to) - from);
      }
    }

    RunningState state() {
      return new RunningState(from, to, ring.state(), ring.kept());
    }
  }

  /**
   * A closed period.
   *
   * @param from its first instant, milliseconds since the epoch
   * @param to the first instant after it
   * @param target promised ratio when it closed
   * @param sums what was counted in it
   * @param excludedMillis how much of it was excluded
   */
  record Closed(long from, long to, double target, Sums sums, long excludedMillis) {}

  /** What is kept of a period that is counted. */
  record RunningState(long from, long to, BucketRing.State ring, Optional<Ring.Kept> excluded) {}

  /** What is kept of them all. */
  record State(
      RunningState running, Optional<RunningState> ending, List<Closed> closed, Spans exclusions) {}
}
