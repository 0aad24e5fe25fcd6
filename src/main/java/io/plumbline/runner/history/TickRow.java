package io.plumbline.runner.history;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.plumbline.engine.sli.Applied;
import java.util.ArrayList;
import java.util.List;

/**
 * The kept form of a tick at which something was judged. Values stand without names, since there
 * are millions of rows; new ones may be added only at the end.
 *
 * @param tickMillis instant of the tick, milliseconds since the epoch
 * @param objectives what was added to which objective
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record TickRow(long tickMillis, List<Objective> objectives) {

  /**
   * What was added to one objective.
   *
   * @param name number of its name
   * @param newestMillis the objective's time afterwards, milliseconds since the epoch
   * @param counts bucket, events, total and covered milliseconds in turn; buckets and spans as
   *     distances from the objective's time, which are short
   * @param spans begin and end of stretches with data in turn
   */
  @SuppressWarnings("ArrayRecordComponent")
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  record Objective(int name, long newestMillis, double[] counts, long[] spans) {

    static Objective of(int name, Applied applied) {
      long newest = applied.newestMillis();
      double[] counts = new double[applied.counts().size() * 4];
      int at = 0;
      for (Applied.Count count : applied.counts()) {
        counts[at++] = newest - count.bucketMillis();
        counts[at++] = count.events();
        counts[at++] = count.total();
        counts[at++] = count.coveredMillis();
      }
      long[] spans = new long[applied.covered().size() * 2];
      at = 0;
      for (Applied.Span span : applied.covered()) {
        spans[at++] = newest - span.fromMillis();
        spans[at++] = newest - span.toMillis();
      }
      return new Objective(name, newest, counts, spans);
    }

    Applied applied() {
      List<Applied.Count> all = new ArrayList<>();
      for (int i = 0; i < counts.length; i += 4) {
        all.add(
            new Applied.Count(
                newestMillis - (long) counts[i],
                counts[i + 1],
                counts[i + 2],
                (long) counts[i + 3]));
      }
      List<Applied.Span> covered = new ArrayList<>();
      for (int i = 0; i < spans.length; i += 2) {
        covered.add(new Applied.Span(newestMillis - spans[i], newestMillis - spans[i + 1]));
      }
      return new Applied(newestMillis, all, covered);
    }
  }
}
