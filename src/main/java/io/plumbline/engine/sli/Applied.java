package io.plumbline.engine.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What was added to the counts of one objective between two ticks. Put in again, these increments
 * give the same sums over every window.
 *
 * @param newestMillis the objective's time afterwards, milliseconds since the epoch
 * @param counts what was added, by bucket, ascending
 * @param covered stretches newly found to have data, in the order in which they were found
 */
public record Applied(long newestMillis, List<Count> counts, List<Span> covered) {

  /** Copies the lists. */
  public Applied {
    counts = List.copyOf(counts);
    covered = List.copyOf(covered);
  }

  /** Whether nothing was added. */
  public boolean isEmpty() {
    return counts.isEmpty() && covered.isEmpty();
  }

  /** This and what was added later, as one. */
  public Applied plus(Applied later) {
    TreeMap<Long, Count> sums = new TreeMap<>();
    counts.forEach(count -> sums.put(count.bucketMillis(), count));
    later.counts.forEach(count -> sums.merge(count.bucketMillis(), count, Count::plus));
    List<Span> spans = new ArrayList<>(covered);
    spans.addAll(later.covered);
    return new Applied(later.newestMillis, List.copyOf(sums.values()), spans);
  }

  /**
   * What was added to one bucket of the finest width; late data may take away.
   *
   * @param bucketMillis begin of the bucket, milliseconds since the epoch
   * @param events good or bad events, whichever the indicator counts
   * @param total all events
   * @param coveredMillis time with data that belongs to the bucket as a whole
   */
  public record Count(long bucketMillis, double events, double total, long coveredMillis) {

    private Count plus(Count later) {
      return new Count(
          bucketMillis,
          events + later.events,
          total + later.total,
          coveredMillis + later.coveredMillis);
    }
  }

  /**
   * A stretch of time with data.
   *
   * @param fromMillis its begin, milliseconds since the epoch
   * @param toMillis its end
   */
  public record Span(long fromMillis, long toMillis) {}
}
