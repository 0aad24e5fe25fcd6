package io.plumbline.engine.incident;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Verdicts that were ever given, so that their number never falls: a clock that is reopened and
 * ends as before is not counted again, one that ends otherwise is counted there too.
 */
final class GivenVerdicts {

  private final SortedMap<Tally, Long> counts = new TreeMap<>();

  /** Goes on from kept counts. */
  void restore(List<IncidentDesk.Count> kept) {
    kept.forEach(count -> counts.put(count.tally(), count.number()));
  }

  /** Goes on from what stood, where nothing was counted before. */
  void begin(SortedMap<Tally, Long> standing) {
    counts.putAll(standing);
  }

  /** Counts what was not counted before, under the type that its agreement has now. */
  void add(List<Verdict> verdicts, Promises promises) {
    verdicts.forEach(verdict -> counts.merge(verdict.tally(promises), 1L, Long::sum));
  }

  /** The counts, 0 for each tally of the promises that has none. */
  SortedMap<Tally, Long> counts(Promises promises) {
    SortedMap<Tally, Long> all = promises.noVerdicts();
    all.putAll(counts);
    return all;
  }

  /** What is to be kept. */
  List<IncidentDesk.Count> state() {
    return counts.entrySet().stream()
        .map(e -> new IncidentDesk.Count(e.getKey(), e.getValue()))
        .toList();
  }
}
