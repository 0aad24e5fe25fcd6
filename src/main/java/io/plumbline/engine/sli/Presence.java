package io.plumbline.engine.sli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when each of many delivers without a long pause, and when last. Those who deliver are the
 * targets of a scrape ({@code job} and {@code instance}), and the jobs that they belong to.
 */
public final class Presence {

  private static final long NEVER = SeriesBook.NEVER;

  private final Map<String, Integer> places = new HashMap<>();
  private long[] newest = new long[0];
  private long[] since = new long[0];

  /** The place of one who delivers, given on the first call. */
  int place(String key) {
    int place = places.computeIfAbsent(key, k -> places.size());
    if (place >= newest.length) {
      int before = newest.length;
      int length = Math.max(place + 1, before * 2);
      newest = Arrays.copyOf(newest, length);
      since = Arrays.copyOf(since, length);
      Arrays.fill(newest, before, length, NEVER);
      Arrays.fill(since, before, length, NEVER);
    }
    return place;
  }

  /**
   * Whether the newest delivery was at this very time, so that {@link #deliver} says nothing new.
   */
  boolean isNewest(int place, long time) {
    return newest[place] == time;
  }

  /**
   * Notes a delivery. Queues of one sender run apart, so its time may lie anywhere in what is
   * known.
   *
   * @return whether there was another at most {@link SeriesBook#STALE_AFTER} before it
   */
  boolean deliver(int place, long time) {
    if (time > newest[place]) {
      boolean alive = newest[place] != NEVER && time - newest[place] <= SeriesBook.STALE_AFTER;
      newest[place] = time;
      if (!alive) {
        since[place] = time;
      }
      return alive;
    }
    if (time < since[place] && since[place] - time <= SeriesBook.STALE_AFTER) {
      since[place] = time;
    }
    return time > since[place];
  }

  /** From when on no two deliveries in a row were too far apart; only after a delivery. */
  long since(int place) {
    return since[place];
  }

  /** What is to be kept. */
  public State state() {
    return new State(
        new HashMap<>(places),
        Arrays.copyOf(newest, places.size()),
        Arrays.copyOf(since, places.size()));
  }

  /** Puts kept times back. */
  public void restore(State state) {
    state
        .targets()
        .forEach(
            (key, index) -> {
              int place = place(key);
              newest[place] = state.newest()[index];
              since[place] = state.since()[index];
            });
  }

  /**
   * What is kept.
   *
   * @param targets place of each in the arrays
   * @param newest time of the newest delivery, milliseconds since the epoch
   * @param since from when on no two deliveries in a row were too far apart
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record State(Map<String, Integer> targets, long[] newest, long[] since) {}
}
