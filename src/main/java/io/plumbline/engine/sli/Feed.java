package io.plumbline.engine.sli;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one target delivers for one objective. Senders spread one scrape over several requests, and
 * their queues run apart; so what arrives waits until every series that is expected has delivered
 * up to the same instant, and is then counted as a whole. A series is expected from its first
 * sample on until it ends, or until others have waited for it in vain.
 */
public final class Feed {

  /**
   * How long judgement waits for a scrape: twice the time after which Prometheus sends what it has.
   */
  static final long PATIENCE = 10_000;

  private static final Scrape[] NONE = {};
  private static final int MAX_OPEN = 64;
  private static final long NEVER = SeriesBook.NEVER;

  private final String target;
  private final CountTaker counts;
  private final long staleAfter;
  private final Consumer<Feed> onWaiting;
  private Scrape[] open = NONE;
  private int size;
  private int expected;
  private long counted;
  private long horizon;
  private boolean waits;

  /**
   * Goes on from what was kept.
   *
   * @param target its name
   * @param counts counts what has arrived
   * @param staleAfter longest span between two samples that still counts as covered, milliseconds
   * @param onWaiting told when something waits; not again before {@link #waits()} was false
   */
  Feed(String target, CountTaker counts, long staleAfter, Consumer<Feed> onWaiting, State kept) {
    this.target = target;
    this.counts = counts;
    this.staleAfter = staleAfter;
    this.onWaiting = onWaiting;
    this.counted = kept.counted();
    this.horizon = kept.horizon();
    if (!kept.open().isEmpty()) {
      open = kept.open().stream().map(Scrape::restore).toArray(Scrape[]::new);
      size = open.length;
      waiting();
    }
  }

  /**
   * Learns of a series that counts from now on, or again after a restart.
   *
   * @param last time of its last sample, {@link Increments#NEVER} when it has none or has ended
   */
  public void know(long last) {
    if (expects(last)) {
      expected++;
      missAfter(last, 1);
    }
  }

  /**
   * Takes a sample.
   *
   * @param total whether its series belongs to the total
   * @param events whether its series counts the good or bad events
   * @param before time of the sample before in its series, {@link Increments#NEVER} when none
   * @param time its time
   * @param amount what it adds
   */
  public void take(boolean total, boolean events, long before, long time, double amount) {
    long reached = expects(before) ? before : NEVER;
    if (reached == NEVER) {
      expected++;
      missAfter(NEVER, 1);
    }
    boolean whole = time <= counted || (expected == 1 && size == 0);
    Scrape scrape = whole ? new Scrape().begin(time, 0) : at(time);
    if (total) {
      scrape.addTotal(amount, time - before <= staleAfter && before != NEVER ? before : time);
    }
    if (events) {
      scrape.addEvents(amount);
    }
    for (int i = 0; i < size && open[i].time() <= time; i++) {
      if (open[i].time() > reached) {
        open[i].miss(-1);
      }
    }
    if (whole) {
      counted = Math.max(counted, time);
      counts.take(scrape);
    } else {
      count();
    }
  }

  /**
   * Takes the marker that a series has ended.
   *
   * @param before time of its last sample
   */
  public void end(long before) {
    if (expects(before)) {
      expected--;
      missAfter(before, -1);
      count();
    }
  }

  private boolean expects(long last) {
    return last != NEVER && last >= horizon;
  }

  private void missAfter(long last, int more) {
    for (int i = 0; i < size; i++) {
      if (open[i].time() > last) {
        open[i].miss(more);
      }
    }
  }

  // The scrape of an instant; who has delivered a later one has delivered this one too.
  private Scrape at(long time) {
    int place = size;
    while (place > 0 && open[place - 1].time() >= time) {
      place--;
    }
    if (place < size && open[place].time() == time) {
      return open[place];
    }
    int missing = place < size ? open[place].missing() : expected;
    if (size == open.length) {
      open = Arrays.copyOf(open, Math.max(1, size * 2));
      Arrays.setAll(open, i -> open[i] == null ? new Scrape() : open[i]);
    }
    Scrape spare = open[size];
    // Writing the same again would not be free: the collector is told of each write.
    if (place < size) {
      System.arraycopy(open, place, open, place + 1, size - place);
      open[place] = spare;
    }
    size++;
    waiting();
    return spare.begin(time, missing);
  }

  private void waiting() {
    if (!waits) {
      waits = true;
      onWaiting.accept(this);
    }
  }

  private void count() {
    while (size > 0 && (open[0].missing() <= 0 || size > MAX_OPEN)) {
      giveUpOn(open[0]);
      Scrape done = open[0];
      size--;
      if (size > 0) {
        System.arraycopy(open, 1, open, 0, size);
        open[size] = done;
      }
      counted = done.time();
      counts.take(done);
    }
  }

  // Series that are behind are not waited for any more; they join again with their next sample.
  private void giveUpOn(Scrape scrape) {
    int behind = scrape.missing();
    if (behind > 0) {
      horizon = scrape.time();
      expected -= behind;
      missAfter(NEVER, -behind);
    }
  }

  /**
   * Counts what has waited too long.
   *
   * @param tick the instant as of which the service is judged
   * @return the next instant at which something will have; {@code Long.MAX_VALUE} when nothing
   *     waits
   */
  long settle(long tick) {
    for (int i = 0; i < size; i++) {
      if (open[i].since(tick) + PATIENCE <= tick) {
        giveUpOn(open[i]);
      }
    }
    count();
    long due = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      due = Math.min(due, open[i].since(tick) + PATIENCE);
    }
    return due;
  }

  String target() {
    return target;
  }

  /** Whether anything waits. */
  boolean waits() {
    waits = size > 0;
    return waits;
  }

  State state() {
    return new State(counted, horizon, Stream.of(open).limit(size).map(Scrape::state).toList());
  }

  /**
   * What is kept of a feed.
   *
   * @param counted the newest instant that was counted
   * @param horizon series whose last sample is older are not waited for
   * @param open what has not arrived in full, oldest first
   */
  public record State(long counted, long horizon, List<Scrape.State> open) {

    static final State NEW = new State(NEVER, NEVER, List.of());

    /** Copies the list. */
    public State {
      open = List.copyOf(open);
    }
  }
}
