package io.plumbline.engine.sli;

import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The counts of one objective over every window: a ring of buckets for each width, and the running
 * sums of calendar periods. Samples of one scrape, and of scrapes that are near, mostly fall into
 * one bucket; they are gathered and put away once.
 */
final class Windows {

  private static final long FINEST = Window.tiers().get(0).toMillis();

  private final Map<Window, Ring> rings = new EnumMap<>(Window.class);
  private final Map<Window, Integer> places = new EnumMap<>(Window.class);
  private final List<Ring> tiers = new ArrayList<>();
  private final Gathered gathered = new Gathered();
  private final Optional<CalendarSums> calendar;
  private Targets targets;
  private boolean whole;

  /**
   * Windows as they were kept; empty ones if nothing was.
   *
   * @param slo the objective
   * @param atMillis instant at which they end, if nothing was kept
   */
  Windows(Slo slo, long atMillis, State kept) {
    this.targets = kept.targets().orElseGet(() -> Targets.of(slo.target()));
    this.calendar =
        slo.window() instanceof TimeWindow.Rolling
            ? Optional.empty()
            : kept.calendar()
                .map(state -> new CalendarSums(slo, state))
                .or(() -> Optional.of(new CalendarSums(slo, atMillis)));
    calendar.ifPresent(sums -> sums.promise(targets));
    this.whole = kept.excluded().stream().allMatch(ring -> ring.exclusions().none());
    List<Duration> widths = Window.tiers();
    for (int tier = 0; tier < widths.size(); tier++) {
      List<Window> windows =
          Window.of(widths.get(tier)).stream()
              .filter(window -> window != Window.PERIOD || calendar.isEmpty())
              .toList();
      long width = widths.get(tier).toMillis();
      long[] lengths =
          windows.stream()
              .mapToLong(w -> roundUp(w.length(slo.period()).toMillis(), width))
              .toArray();
      Ring ring =
          kept.rings().isEmpty()
              ? new Ring(width, lengths, atMillis)
              : new Ring(width, lengths, kept.rings().get(tier), kept.excluded(tier));
      tiers.add(ring);
      for (int i = 0; i < windows.size(); i++) {
        rings.put(windows.get(i), ring);
        places.put(windows.get(i), i);
      }
    }
  }

  private static long roundUp(long length, long width) {
    return (length + width - 1) / width * width;
  }

  /** Counts events at an instant. */
  void add(long time, double events, double total) {
    add(time, events, total, 0);
  }

  /** Counts slices and time with data at an instant; negative amounts take them away again. */
  void add(long time, double events, double total, long covered) {
    gathering(time).add(time, events, total, covered);
  }

  /** Whether the total at an instant holds that many more good or bad events. */
  boolean holds(long time, double events) {
    return gathering(time).holds(events);
  }

  /** Notes that there was data from one instant to another. */
  void cover(long from, long to) {
    if (gathered.spans(from, to)) {
      gathered.add(from, 0, 0, to - from);
    } else {
      putAway();
      tiers.forEach(ring -> ring.cover(from, to));
      calendar.ifPresent(sums -> sums.cover(from, to));
    }
  }

  // An exclusion may begin or end within a bucket, and so may a period.
  private Gathered gathering(long time) {
    if (!gathered.spans(time)) {
      putAway();
      long from = Math.floorDiv(time, FINEST) * FINEST;
      boolean undivided =
          whole && calendar.map(sums -> sums.undivided(from, from + FINEST)).orElse(true);
      double room = Double.POSITIVE_INFINITY;
      for (Ring ring : tiers) {
        room = Math.min(room, ring.room(time));
      }
      gathered.begin(undivided ? from : time, undivided ? from + FINEST : time + 1, room);
    }
    return gathered;
  }

  private void putAway() {
    if (gathered.isOpen()) {
      long time = gathered.newest();
      double events = gathered.events();
      double total = gathered.total();
      long covered = gathered.covered();
      gathered.end();
      tiers.forEach(ring -> ring.add(time, events, total, covered));
      calendar.ifPresent(sums -> sums.add(time, events, total, covered));
    }
  }

  /** From now on these spans are excluded, and no others. */
  void exclude(Spans spans) {
    putAway();
    whole = spans.none();
    tiers.forEach(ring -> ring.exclude(spans));
    calendar.ifPresent(sums -> sums.exclude(spans));
  }

  /** What is promised, and since when. */
  Targets targets() {
    return targets;
  }

  /** From now on this is promised. */
  void promise(Targets promised) {
    targets = promised;
    calendar.ifPresent(sums -> sums.promise(promised));
  }

  /**
   * The target that a window is judged by: of several, the mean by events, each judged by the
   * target at the begin of its bucket.
   */
  double target(Window window) {
    putAway();
    if (targets.since().size() == 1) {
      return targets.newest();
    }
    if (window == Window.PERIOD && calendar.isPresent()) {
      return calendar.get().target();
    }
    return rings.get(window).target(places.get(window), targets, 0);
  }

  /** What happened in the period but does not count. */
  Sums excluded() {
    putAway();
    return calendar
        .map(CalendarSums::excluded)
        .orElseGet(() -> rings.get(Window.PERIOD).excluded(places.get(Window.PERIOD)));
  }

  /** How much of a window is excluded, milliseconds. */
  long excludedMillis(Window window) {
    putAway();
    return window == Window.PERIOD && calendar.isPresent()
        ? calendar.get().excludedMillis()
        : rings.get(window).excludedMillis(places.get(window));
  }

  /** Moves the windows' end forward; an instant before it changes nothing. */
  void advance(long to) {
    putAway();
    for (Ring ring : tiers) {
      ring.advance(to);
    }
    calendar.ifPresent(sums -> sums.advance(to));
  }

  /** What was counted over a window. */
  Sums sums(Window window) {
    putAway();
    return window == Window.PERIOD && calendar.isPresent()
        ? calendar.get().sums()
        : rings.get(window).sums(places.get(window));
  }

  /**
   * Whether what leaves the windows by time alone is all that changes until something is counted:
   * no period ends, no exclusion begins, no target changes, nothing is rounded.
   */
  boolean steady() {
    boolean steady = calendar.isEmpty() && whole && targets.since().size() == 1;
    for (int i = 0; steady && i < tiers.size(); i++) {
      steady = tiers.get(i).exact();
    }
    return steady;
  }

  /** How much of a window's total leaves it by time alone up to an instant. */
  double leaving(Window window, long until) {
    putAway();
    return rings.get(window).leaving(places.get(window), until);
  }

  /** The last instant at which a bucket may have left a window. */
  long lastBoundary() {
    putAway();
    long last = Long.MIN_VALUE;
    for (Ring ring : tiers) {
      last = Math.max(last, ring.lastBoundary());
    }
    return last;
  }

  /**
   * The next instant at which a window changes by time alone; {@code Long.MAX_VALUE} when none
   * holds anything.
   */
  long nextBoundary() {
    putAway();
    long next = calendar.map(CalendarSums::nextBoundary).orElse(Long.MAX_VALUE);
    for (Ring ring : tiers) {
      if (!ring.isEmpty()) {
        next = Math.min(next, ring.nextBoundary());
      }
    }
    return next;
  }

  /** The buckets of the period, oldest first. */
  void period(BucketRing.BucketVisitor visitor) {
    putAway();
    if (calendar.isPresent()) {
      calendar.get().forEach(visitor);
    } else {
      rings.get(Window.PERIOD).forEach(places.get(Window.PERIOD), visitor);
    }
  }

  /** The sums of calendar periods; absent for a rolling one. */
  Optional<CalendarSums> calendar() {
    putAway();
    return calendar;
  }

  /** What is to be kept. */
  State state() {
    putAway();
    return new State(
        tiers.stream().map(Ring::state).toList(),
        calendar.map(CalendarSums::state),
        tiers.stream().flatMap(ring -> ring.kept().stream()).toList(),
        Optional.of(targets));
  }

  /**
   * What is kept of the windows.
   *
   * @param rings the counts, tier by tier
   * @param calendar the sums of calendar periods
   * @param excluded what is excluded, tier by tier; empty when there never was an exclusion
   * @param targets the targets so far; empty when only the present one is known
   */
  record State(
      List<BucketRing.State> rings,
      Optional<CalendarSums.State> calendar,
      List<Ring.Kept> excluded,
      Optional<Targets> targets) {

    static final State EMPTY = new State(List.of(), Optional.empty(), List.of(), Optional.empty());

    /** A state kept by an older version knows of no exclusion. */
    State {
      targets = targets == null ? Optional.empty() : targets;
      excluded = excluded == null ? List.of() : List.copyOf(excluded);
    }

    Optional<Ring.Kept> excluded(int tier) {
      return excluded.isEmpty() ? Optional.empty() : Optional.of(excluded.get(tier));
    }
  }
}
