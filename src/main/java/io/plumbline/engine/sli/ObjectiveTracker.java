package io.plumbline.engine.sli;

import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.Slo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The counts of one objective over its windows, in whatever it is budgeted. */
public sealed interface ObjectiveTracker permits SliTracker, SliceTracker {

  /**
   * Starts to count.
   *
   * @param slo the objective
   * @param createdMillis instant from which its feed is expected
   */
  static ObjectiveTracker begin(Slo slo, long createdMillis) {
    return slo.budgeting() instanceof Slices
        ? new SliceTracker(slo, createdMillis)
        : new SliTracker(slo, createdMillis);
  }

  /** Goes on counting from what was kept of an objective that is counted in the same way. */
  static ObjectiveTracker resume(Slo slo, Object state) {
    return state instanceof SliceTracker.State slices
        ? new SliceTracker(slo, slices)
        : new SliTracker(slo, (SliTracker.State) state);
  }

  /** The type of what is kept of an objective. */
  static Class<?> stateType(Slo slo) {
    return slo.budgeting() instanceof Slices ? SliceTracker.State.class : SliTracker.State.class;
  }

  /** The objective. */
  Slo slo();

  /** What is counted. */
  Windows windows();

  /**
   * Moves the windows' end forward.
   *
   * @return data time of the newest change of any window: the newest sample when one came since the
   *     last call, else the last instant at which a bucket may have left a window
   */
  long advance(long to);

  /** What was counted over a window that ends where the windows end. */
  Sums sums(Window window);

  /** The bad among counts of this objective; never more than the total, never below zero. */
  double bad(double events, double total);

  /** As {@link #bad(double, double)}, among sums. */
  default double bad(Sums sums) {
    return bad(sums.events(), sums.total());
  }

  /** Whether nothing that has come waits to be counted. */
  boolean settled();

  /** Whether a sample that tells of coverage has ever arrived. */
  boolean hasTotal();

  /** Time of the newest such sample; the start of counting when there was none. */
  long newestTotal();

  /** The first instant at which nothing is known any more unless another sample arrives. */
  long unknownAt();

  /**
   * The first instant at which the feed counts as silent unless another sample arrives. A feed that
   * brings its history first is not silent meanwhile.
   */
  long silentAt();

  /**
   * The next instant at which a window changes by time alone; {@code Long.MAX_VALUE} when none
   * holds anything.
   */
  long nextBoundary();

  /**
   * The running sums of the period, bucket by bucket, oldest first.
   *
   * @param visitor takes the end of a bucket, and the bad and all events in it
   */
  default void period(PeriodVisitor visitor) {
    windows().period((end, events, total) -> visitor.visit(end, bad(events, total), total));
  }

  /** The catalogue was read again: what was counted before a change keeps its target. */
  default void promise(long now) {
    Slo slo = slo();
    windows().promise(windows().targets().promise(slo.target(), slo.effectiveFrom(), now));
  }

  /**
   * As if another catalogue had been in force: a target that differs is taken to have been promised
   * since ever, unless the catalogue says from when on.
   */
  default void suppose(long now) {
    Targets targets = windows().targets();
    if (slo().effectiveFrom().isEmpty() && targets.newest() != slo().target()) {
      windows().promise(Targets.of(slo().target()));
    } else {
      promise(now);
    }
  }

  /** The target that a window is judged by: each event by the target of its time. */
  default double target(Window window) {
    return windows().target(window);
  }

  /** The same counts apart, judged as if the target had not changed; empty if it never has. */
  default Optional<ObjectiveTracker> formerly() {
    return windows()
        .targets()
        .before()
        .map(
            before -> {
              ObjectiveTracker copy = copy();
              copy.windows().promise(before);
              return copy;
            });
  }

  /** How the target changed, in words. */
  default String change() {
    return windows().targets().change();
  }

  /** From now on these spans are excluded, and no others. */
  void exclude(List<Exclusion> exclusions);

  /** What is excluded. */
  List<Exclusion> exclusions();

  /** The same counts apart, without those of earlier ticks. */
  ObjectiveTracker copy();

  /** What happened in the period but does not count. */
  default Sums excluded() {
    return windows().excluded();
  }

  /** How much of a window is excluded, milliseconds. */
  default long excludedMillis(Window window) {
    return windows().excludedMillis(window);
  }

  /** The sums of calendar periods; absent for a rolling one. */
  default Optional<CalendarSums> calendar() {
    return windows().calendar();
  }

  /**
   * Keeps the counts as they are read at some ticks, and adds to them what comes late.
   *
   * @param wanted which ticks, milliseconds since the epoch; the present one or such as are kept
   * @param tick the present tick
   */
  void keepMarks(Set<Long> wanted, long tick);

  /** The counts of a kept tick as they are known now; empty where none are kept. */
  Optional<Past> past(long tick);

  /** Samples that came too late to be counted, since the first start. */
  default long tooLate() {
    return 0;
  }

  /** What is to be kept. */
  Object state();

  /** Sees the buckets of the period one by one. */
  @FunctionalInterface
  interface PeriodVisitor {

    /** Takes one bucket. */
    void visit(long endMillis, double bad, double total);
  }
}
