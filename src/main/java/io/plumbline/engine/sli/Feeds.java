package io.plumbline.engine.sli;

import io.plumbline.signal.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the targets of one objective deliver: each target ({@code job}, {@code instance}) apart. */
public final class Feeds {

  private final CountTaker counts;
  private final long staleAfter;
  private final TreeMap<String, Feed> byTarget = new TreeMap<>();
  private final List<Feed> waiting = new ArrayList<>();

  /**
   * Goes on from what was kept.
   *
   * @param counts counts the events
   * @param staleAfter longest span between two samples that still counts as covered
   * @param kept what was kept, {@link State#NONE} at first
   */
  public Feeds(CountTaker counts, Duration staleAfter, State kept) {
    this.counts = counts;
    this.staleAfter = staleAfter.toMillis();
    kept.byTarget().forEach((target, state) -> byTarget.put(target, feed(target, state)));
  }

  private Feed feed(String target, Feed.State state) {
    return new Feed(target, counts, staleAfter, waiting::add, state);
  }

  /** The feed to which a series belongs. */
  public Feed of(Labels series) {
    String target = series.get("job") + '\n' + series.get("instance");
    return byTarget.computeIfAbsent(target, t -> feed(t, Feed.State.NEW));
  }

  /**
   * Counts what has waited too long.
   *
   * @param tick the instant as of which the service is judged
   * @return the next instant at which something will have; empty when nothing waits
   */
  public Optional<Instant> settle(long tick) {
    waiting.removeIf(feed -> !feed.waits());
    waiting.sort(Comparator.comparing(Feed::target));
    long due = Long.MAX_VALUE;
    for (Feed feed : waiting) {
      due = Math.min(due, feed.settle(tick));
    }
    return due == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(due));
  }

  /** What is to be kept. */
  public State state() {
    TreeMap<String, Feed.State> states = new TreeMap<>();
    byTarget.forEach((target, feed) -> states.put(target, feed.state()));
    return new State(states);
  }

  /** What is kept, by target. */
  public record State(SortedMap<String, Feed.State> byTarget) {

    /** Nothing was kept. */
    public static final State NONE = new State(new TreeMap<>());

    /** Copies the map. */
    public State {
      byTarget = Collections.unmodifiableSortedMap(new TreeMap<>(byTarget));
    }
  }
}
