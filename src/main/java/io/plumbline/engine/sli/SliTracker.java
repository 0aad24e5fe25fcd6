package io.plumbline.engine.sli;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the events of one objective. Its time is the newest instant at which the total has
 * arrived; good or bad events ahead of it, or more than it holds, wait for it.
 */
public final class SliTracker implements ObjectiveTracker, CountTaker {

  private static final long NEVER = Long.MIN_VALUE;

  private final Slo slo;
  private final RatioSli indicator;
  private final Windows windows;
  private final List<Waiting> waiting;
  private final Coverage coverage;
  private final Marks<SliTracker, State> marks;
  private final long created;
  private long newestTotal;
  private boolean touched;
  private List<Exclusion> exclusions = List.of();

  /**
   * Starts to count.
   *
   * @param slo the objective
   * @param createdMillis instant from which its feed is expected
   */
  public SliTracker(Slo slo, long createdMillis) {
    this(
        slo,
        new State(
            createdMillis,
            NEVER,
            false,
            List.of(),
            List.of(),
            null,
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty()));
  }

  /** Goes on counting from what was kept. */
  public SliTracker(Slo slo, State state) {
    this.slo = slo;
    this.indicator = (RatioSli) slo.indicator();
    this.created = state.created();
    this.newestTotal = state.newestTotal();
    this.touched = state.touched();
    this.waiting = new ArrayList<>(state.waiting());
    this.coverage = new Coverage(state.coverage());
    this.marks = new Marks<>(state.marks(), kept -> new SliTracker(slo, kept));
    this.windows =
        new Windows(
            slo,
            created,
            new Windows.State(state.rings(), state.calendar(), state.excluded(), state.targets()));
  }

  @Override
  public Slo slo() {
    return slo;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  @Override
  public void take(Scrape scrape) {
    touched = true;
    marks.take(scrape, past -> past.take(scrape));
    if (scrape.arrived()) {
      newestTotal = Math.max(newestTotal, scrape.time());
      coverage.add(scrape.from(), scrape.time(), windows::cover);
      windows.add(scrape.time(), 0, scrape.total());
      if (!waiting.isEmpty()) {
        waiting.removeIf(next -> count(next.time(), next.increment()));
      }
    }
    if (scrape.events() > 0 && !count(scrape.time(), scrape.events())) {
      waiting.add(new Waiting(scrape.time(), scrape.events(), NEVER));
    }
  }

  // Good or bad events are part of the total, so what goes beyond it has come ahead of it.
  private boolean count(long time, double events) {
    boolean part = time <= newestTotal && windows.holds(time, events);
    if (part) {
      windows.add(time, events, 0);
    }
    return part;
  }

  // What has waited long counts though its total is missing: it may never come.
  private void settle(long tick) {
    List<Waiting> before = List.copyOf(waiting);
    waiting.clear();
    for (Waiting next : before) {
      if (next.since() == NEVER) {
        waiting.add(new Waiting(next.time(), next.increment(), tick));
      } else if (dueAt(next) > tick) {
        waiting.add(next);
      } else {
        windows.add(next.time(), next.increment(), 0);
      }
    }
  }

  private long dueAt(Waiting events) {
    boolean ahead = events.time() > newestTotal;
    return events.since() + (ahead ? slo.staleAfter().toMillis() : Feed.PATIENCE);
  }

  @Override
  public long advance(long to) {
    windows.advance(to);
    if (!waiting.isEmpty()) {
      settle(to);
    }
    long changed = touched ? newestTotal() : windows.lastBoundary();
    touched = false;
    return changed;
  }

  @Override
  public Sums sums(Window window) {
    return windows.sums(window);
  }

  /**
   * {@inheritDoc}
   *
   * <p>More good or bad events than there are remain only where samples of the total were lost or
   * the sources contradict each other; a ratio beyond 0 to 1 would help nobody then.
   */
  @Override
  public double bad(double events, double total) {
    double bad = indicator.counts() == RatioSli.Counts.BAD ? events : total - events;
    return Math.max(0, Math.min(bad, total));
  }

  @Override
  public boolean settled() {
    return waiting.isEmpty();
  }

  @Override
  public boolean hasTotal() {
    return newestTotal != NEVER;
  }

  @Override
  public long newestTotal() {
    return hasTotal() ? newestTotal : created;
  }

  @Override
  public long unknownAt() {
    return newestTotal() + slo.staleAfter().toMillis() + 1;
  }

  @Override
  public long silentAt() {
    return Math.max(newestTotal(), created) + slo.staleAfter().toMillis() + 1;
  }

  @Override
  public long nextBoundary() {
    return Math.min(
        windows.nextBoundary(),
        waiting.stream().mapToLong(this::dueAt).min().orElse(Long.MAX_VALUE));
  }

  @Override
  public void exclude(List<Exclusion> spans) {
    exclusions = List.copyOf(spans);
    windows.exclude(Spans.of(exclusions));
    marks.exclude(exclusions);
  }

  @Override
  public void keepMarks(Set<Long> wanted, long tick) {
    marks.keep(wanted, tick, newestTotal(), this::copy);
  }

  @Override
  public Optional<Past> past(long tick) {
    return marks.past(tick);
  }

  @Override
  public State state() {
    return state(marks.state(SliTracker::state));
  }

  @Override
  public List<Exclusion> exclusions() {
    return exclusions;
  }

  @Override
  public SliTracker copy() {
    SliTracker copy = new SliTracker(slo, state(List.of()));
    copy.exclude(exclusions);
    return copy;
  }

  private State state(List<Marks.Kept<State>> kept) {
    Windows.State counts = windows.state();
    return new State(
        created,
        newestTotal,
        touched,
        List.copyOf(waiting),
        counts.rings(),
        coverage.state(),
        counts.calendar(),
        counts.excluded(),
        kept,
        counts.targets());
  }

  /**
   * Good or bad events that are ahead of the total.
   *
   * @param time time of the sample that brought them, milliseconds since the epoch
   * @param increment how many
   * @param since the first tick that saw them; {@code Long.MIN_VALUE} when none has
   */
  public record Waiting(long time, double increment, long since) {}

  /**
   * What is kept of a tracker.
   *
   * @param created instant from which its feed is expected, milliseconds since the epoch
   * @param newestTotal time of the newest sample of the total
   * @param touched whether samples came since it was last read
   * @param waiting good or bad events that are ahead of the total
   * @param rings the counts, tier by tier
   * @param coverage the time with data; null in an older state, which covers up to its newest total
   * @param calendar the sums of calendar periods
   * @param excluded what is excluded, tier by tier; empty when there never was an exclusion
   * @param marks the counts of earlier ticks, with what came late; null in an older state
   * @param targets the targets so far; empty in an older state, which knows only the present one
   */
  public record State(
      long created,
      long newestTotal,
      boolean touched,
      List<Waiting> waiting,
      List<BucketRing.State> rings,
      Coverage.State coverage,
      Optional<CalendarSums.State> calendar,
      List<Ring.Kept> excluded,
      List<Marks.Kept<State>> marks,
      Optional<Targets> targets) {

    /** Copies the lists. */
    public State {
      waiting = List.copyOf(waiting);
      rings = List.copyOf(rings);
      targets = targets == null ? Optional.empty() : targets;
      marks = marks == null ? List.of() : List.copyOf(marks);
      coverage = coverage == null ? Coverage.State.from(newestTotal) : coverage;
    }
  }
}
