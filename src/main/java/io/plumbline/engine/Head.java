package io.plumbline.engine;

import io.plumbline.finding.FindingEvent;
import io.plumbline.signal.RuleSetActivated;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The engine's own part of the state.
 *
 * @param now the newest tick
 * @param activated the rules in force, as an older version kept them; they are a part of their own
 *     now, since their texts are long and seldom change
 * @param counts how many findings were raised
 * @param retired what is told at the next tick of services that left the catalogue
 * @param gone their names
 * @param unwatched what was not looked at until the rules changed
 * @param touched services to be judged at the next tick, with the time of what touched them
 */
record Head(
    Instant now,
    Optional<RuleSetActivated> activated,
    List<FindingCounts.Count> counts,
    List<FindingEvent> retired,
    List<String> gone,
    Unwatched.State unwatched,
    Map<String, Instant> touched) {

  /** Copies the collections. A state kept by an older version has none of the last four. */
  Head {
    counts = List.copyOf(counts);
    retired = retired == null ? List.of() : List.copyOf(retired);
    gone = gone == null ? List.of() : List.copyOf(gone);
    unwatched = unwatched == null ? Unwatched.State.NONE : unwatched;
    touched = touched == null ? Map.of() : new TreeMap<>(touched);
  }
}
