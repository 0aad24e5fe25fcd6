package io.plumbline.engine.sli;

import io.plumbline.engine.sli.Applied.Count;
import io.plumbline.engine.sli.Applied.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Notes what is added to the windows of one objective until the next tick. */
final class AppliedLog {

  private static final long WIDTH = Window.tiers().get(0).toMillis();

  private final TreeMap<Long, Sum> sums = new TreeMap<>();
  private final List<Span> covered = new ArrayList<>();
  private Sum last = new Sum(Long.MIN_VALUE);

  // Samples of one scrape fall into one bucket, so the last one is nearly always the right one.
  private static final class Sum {

    private final long bucket;
    private double events;
    private double total;
    private long covered;

    Sum(long bucket) {
      this.bucket = bucket;
    }

    Count count() {
      return new Count(bucket, events, total, covered);
    }
  }

  void add(long time, double events, double total, long coveredMillis) {
    if (time < last.bucket || time >= last.bucket + WIDTH) {
      last = sums.computeIfAbsent(Math.floorDiv(time, WIDTH) * WIDTH, Sum::new);
    }
    last.events += events;
    last.total += total;
    last.covered += coveredMillis;
  }

  void cover(long from, long to) {
    int last = covered.size() - 1;
    if (last >= 0 && covered.get(last).toMillis() == from) {
      covered.set(last, new Span(covered.get(last).fromMillis(), to));
    } else {
      covered.add(new Span(from, to));
    }
  }

  /** What was noted since the last call. */
  Applied take(long newestMillis) {
    Applied applied =
        new Applied(newestMillis, sums.values().stream().map(Sum::count).toList(), covered);
    sums.clear();
    covered.clear();
    last = new Sum(Long.MIN_VALUE);
    return applied;
  }
}
