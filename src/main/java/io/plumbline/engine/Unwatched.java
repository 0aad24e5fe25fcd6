package io.plumbline.engine;

import io.plumbline.catalogue.Selector;
import io.plumbline.engine.sli.SelectorIndex;
import io.plumbline.engine.sli.SelectorMatch;
import io.plumbline.signal.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which new series may be old ones: samples that nothing looks at are not even in the journal, so
 * after a change of the rules what they look at anew appears as if it had just been born. For a
 * while after the change, as long as every target needs to be scraped again, such a series is taken
 * for an old one.
 */
final class Unwatched {

  /** How long after a change a series that was not looked at before counts as old. */
  private static final Duration WHILE = Duration.ofMinutes(5);

  private final State state;
  private final SelectorIndex<Selector> before = new SelectorIndex<>();

  Unwatched(State state) {
    this.state = state;
    state.before().forEach(selector -> before.add(new SelectorMatch(selector), selector));
  }

  /** The rules change: until now they looked at these. */
  Unwatched change(Instant now, List<Selector> looked) {
    // What the change before this one began to look at is not yet known either.
    List<Selector> known =
        now.isBefore(state.until())
            ? looked.stream().filter(state.before()::contains).toList()
            : looked;
    return new Unwatched(new State(now.plus(WHILE), known));
  }

  /** Whether a series that appears now may be older than it looks. */
  boolean mayBeOld(Labels labels, Instant now) {
    return now.isBefore(state.until()) && before.matching(labels).isEmpty();
  }

  State state() {
    return state;
  }

  /**
   * What is kept.
   *
   * @param until end of the while
   * @param before what was looked at before the change
   */
  record State(Instant until, List<Selector> before) {

    /** Nothing has changed yet. */
    static final State NONE = new State(Instant.EPOCH, List.of());

    /** Copies the selectors. */
    State {
      before = List.copyOf(before);
    }
  }
}
