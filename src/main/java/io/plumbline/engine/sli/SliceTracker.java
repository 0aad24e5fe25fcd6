package io.plumbline.engine.sli;

import io.plumbline.catalogue.Budgeting.Slices;
import io.plumbline.catalogue.Budgeting.Uncovered;
import io.plumbline.catalogue.Budgeting.Within;
import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Slo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Counts the slices of one objective. A slice is judged once data have come that are newer than its
 * end, or once the feed has been silent for too long; it counts in the bucket in which it ends. A
 * sample that comes later corrects it, as long as it is kept.
 */
public final class SliceTracker implements ObjectiveTracker, CountTaker, GaugeTaker {

  private static final long NEVER = Long.MIN_VALUE;

  // Shares of a slice are whole multiples of this, so that sums of up to 2^22 slices are exact in
  // whatever order they are added and taken away.
  private static final double GRAIN = 0x1p-30;

  private final Slo slo;
  private final Slices slices;
  private final boolean goodEvents;
  private final long length;
  private final Windows windows;
  private final SliceBook book;
  private final Marks<SliceTracker, State> marks;
  private final long created;
  private long newest;
  private long begin;
  private long judged;
  private boolean touched;
  private long tooLate;
  private List<Exclusion> exclusions = List.of();

  /**
   * Starts to count.
   *
   * @param slo the objective
   * @param createdMillis instant from which its feed is expected
   */
  public SliceTracker(Slo slo, long createdMillis) {
    this(
        slo,
        new State(
            createdMillis,
            NEVER,
            NEVER,
            NEVER,
            false,
            0,
            new SliceBook.State(
                NEVER, new long[0], new long[0], new long[0], new double[0], new double[0]),
            Windows.State.EMPTY,
            List.of()));
  }

  /** Goes on counting from what was kept. */
  public SliceTracker(Slo slo, State state) {
    this.slo = slo;
    this.slices = (Slices) slo.budgeting();
    this.goodEvents =
        slo.indicator() instanceof RatioSli ratio && ratio.counts() == RatioSli.Counts.GOOD;
    this.length = slices.length().toMillis();
    this.created = state.created();
    this.newest = state.newest();
    this.begin = state.begin();
    this.judged = state.judged();
    this.touched = state.touched();
    this.tooLate = state.tooLate();
    this.book = new SliceBook(slices, slo.staleAfter());
    book.restore(state.book());
    this.marks = new Marks<>(state.marks(), kept -> new SliceTracker(slo, kept));
    this.windows = new Windows(slo, created, state.windows());
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
    marks.take(scrape, past -> past.take(scrape));
    if (scrape.arrived()) {
      total(scrape.from(), scrape.time(), scrape.total());
    }
    events(scrape.time(), scrape.events());
  }

  private void total(long from, long time, double increment) {
    if (reached(time)) {
      take(from, time, () -> book.total(from, time, increment));
    }
  }

  @Override
  public void gauge(long time, double value) {
    marks.take(time, past -> past.gauge(time, value));
    if (Double.isFinite(value) && reached(time)) {
      take(time, time, () -> book.gauge(time, value, ((Within) slices.verdict()).operator()));
    }
  }

  private void events(long time, double increment) {
    if (increment != 0 && reached(time)) {
      long slice = book.slice(time);
      post(slice, slice + 1, -1);
      book.events(time, increment);
      post(slice, slice + 1, 1);
      touched = true;
    }
  }

  // What lies so far back that this sample cannot touch it is judged before it may lose its place.
  private boolean reached(long time) {
    long slice = book.slice(time);
    if (!book.keeps(slice)) {
      tooLate++;
      return false;
    }
    judgeTo(slice - book.reach());
    return true;
  }

  private void take(long since, long time, Runnable change) {
    long slice = book.slice(time);
    boolean inOrder =
        begin == NEVER
            || (time >= newest
                && judged <= book.slice(newest)
                && judged <= Math.min(slice, book.slice(since) + 1));
    long from = slice - book.reach();
    long to = Math.max(begin, slice + book.reach() + 1);
    if (!inOrder) {
      post(from, to, -1);
    }
    change.run();
    if (begin == NEVER) {
      judged = slice;
    }
    begin = begin == NEVER ? slice : Math.min(begin, slice);
    newest = Math.max(newest, time);
    if (!inOrder) {
      post(from, to, 1);
    }
    judgeTo(book.slice(newest));
    touched = true;
  }

  private void judgeTo(long slice) {
    if (begin != NEVER && slice > judged) {
      long from = judged;
      judged = slice;
      post(from, slice, 1);
    }
  }

  // Adds the judged slices among some to the windows, or takes them away again.
  private void post(long from, long to, int times) {
    for (long i = Math.max(from, begin); begin != NEVER && i < Math.min(to, judged); i++) {
      OptionalDouble bad = book.bad(i, goodEvents);
      long end = (i + 1) * length - 1;
      double share = Math.rint(bad.orElse(slices.uncovered() == Uncovered.BAD ? 1 : 0) / GRAIN);
      if (bad.isPresent() || slices.uncovered() != Uncovered.UNKNOWN) {
        int counted = bad.isEmpty() && slices.uncovered() == Uncovered.EXCLUDE ? 0 : times;
        windows.add(end, times * share * GRAIN, counted, times * length);
      }
    }
  }

  @Override
  public long advance(long to) {
    if (hasTotal() && to > newest + slo.staleAfter().toMillis()) {
      judgeTo(book.slice(to));
    }
    windows.advance(to);
    long changed = touched ? newestTotal() : windows.lastBoundary();
    touched = false;
    return changed;
  }

  /** Slices over a window; none over one that is shorter than a slice. */
  @Override
  public Sums sums(Window window) {
    return window.length(slo.period()).toMillis() < length
        ? new Sums(0, 0, 0)
        : windows.sums(window);
  }

  @Override
  public double bad(double events, double total) {
    return Math.max(0, Math.min(events, total));
  }

  @Override
  public boolean settled() {
    return true;
  }

  @Override
  public boolean hasTotal() {
    return newest != NEVER;
  }

  @Override
  public long newestTotal() {
    return hasTotal() ? newest : created;
  }

  /** Never when it was chosen what a slice without data is. */
  @Override
  public long unknownAt() {
    boolean chosen = slices.uncovered() == Uncovered.GOOD || slices.uncovered() == Uncovered.BAD;
    return hasTotal() && chosen ? Long.MAX_VALUE : newestTotal() + slo.staleAfter().toMillis() + 1;
  }

  @Override
  public long silentAt() {
    return Math.max(newestTotal(), created) + slo.staleAfter().toMillis() + 1;
  }

  @Override
  public long nextBoundary() {
    long boundary = windows.nextBoundary();
    if (hasTotal() && slices.uncovered() != Uncovered.UNKNOWN) {
      long silent = newest + slo.staleAfter().toMillis() + 1;
      boundary = Math.min(boundary, Math.max(silent, (judged + 1) * length));
    }
    return boundary;
  }

  @Override
  public void exclude(List<Exclusion> spans) {
    exclusions = List.copyOf(spans);
    windows.exclude(Spans.of(exclusions));
    marks.exclude(exclusions);
  }

  @Override
  public List<Exclusion> exclusions() {
    return exclusions;
  }

  // In a silence slices are judged as far as the tick, so what comes later of that time is late.
  @Override
  public void keepMarks(Set<Long> wanted, long tick) {
    boolean silent = judged > book.slice(newest);
    marks.keep(wanted, tick, silent ? Math.max(tick, newestTotal()) : newestTotal(), this::copy);
  }

  @Override
  public Optional<Past> past(long tick) {
    return marks.past(tick);
  }

  @Override
  public SliceTracker copy() {
    SliceTracker copy = new SliceTracker(slo, state(List.of()));
    copy.exclude(exclusions);
    return copy;
  }

  /** Samples that came when their slice was no longer kept. */
  @Override
  public long tooLate() {
    return tooLate;
  }

  @Override
  public State state() {
    return state(marks.state(SliceTracker::state));
  }

  private State state(List<Marks.Kept<State>> kept) {
    return new State(
        created, newest, begin, judged, touched, tooLate, book.state(), windows.state(), kept);
  }

  /**
   * What is kept of a tracker.
   *
   * @param created instant from which its feed is expected, milliseconds since the epoch
   * @param newest time of the newest sample that tells of coverage
   * @param begin number of the first slice
   * @param judged number of the first slice that is not judged
   * @param touched whether samples came since it was last read
   * @param tooLate samples that came when their slice was no longer kept
   * @param book the newest slices
   * @param windows the counts
   * @param marks the counts of earlier ticks, with what came late; null in an older state
   */
  public record State(
      long created,
      long newest,
      long begin,
      long judged,
      boolean touched,
      long tooLate,
      SliceBook.State book,
      Windows.State windows,
      List<Marks.Kept<State>> marks) {

    /** Copies the list. */
    public State {
      marks = marks == null ? List.of() : List.copyOf(marks);
    }
  }
}
