package io.plumbline.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many series each taker of a selection has, so that one cannot fill the memory. Those that
 * have not come for an hour may be left out at the next count. Belongs to the journal's thread,
 * except for {@link #full}.
 */
final class SeriesQuota {

  private final int limit;
  private final Map<String, Integer> counts = new HashMap<>();
  private volatile Set<String> full = Set.of();

  SeriesQuota(int limit) {
    this.limit = limit;
  }

  /** A taker that has no room for a further series. */
  Optional<String> lacking(List<String> takers) {
    return takers.stream().filter(taker -> counts.getOrDefault(taker, 0) >= limit).findFirst();
  }

  /** A taker was too full for a series. */
  void refused(String taker) {
    if (!full.contains(taker)) {
      Set<String> more = new TreeSet<>(full);
      more.add(taker);
      full = Set.copyOf(more);
    }
  }

  /** Each of these takes a further series. */
  void add(List<String> takers) {
    takers.forEach(taker -> counts.merge(taker, 1, Integer::sum));
  }

  /** Each of these has a series less. */
  void remove(List<String> takers) {
    takers.forEach(taker -> counts.merge(taker, -1, Integer::sum));
  }

  /** They are counted anew. */
  void clear() {
    counts.clear();
    full = Set.of();
  }

  /** The takers that were too full for a series since they were counted. Any thread may ask. */
  Set<String> full() {
    return full;
  }
}
