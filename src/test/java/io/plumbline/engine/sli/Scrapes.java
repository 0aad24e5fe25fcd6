package io.plumbline.engine.sli;

import io.plumbline.signal.Labels;
import io.plumbline.signal.Labels.Label;
import io.plumbline.signal.MetricBatch;
import java.util.List;

/** Samples one by one, for a book of series. */
final class Scrapes {

  static final long START = 1_780_000_000_000L;

  private final SeriesBook book = new SeriesBook();

  /** A book that knows a series of each metric for one target, ids from 0. */
  static Scrapes of(String... metrics) {
    Scrapes scrapes = new Scrapes();
    for (int id = 0; id < metrics.length; id++) {
      scrapes.book.register(series(id, metrics[id], "shop", "i0"));
    }
    return scrapes;
  }

  static MetricBatch.Series series(int id, String metric, String job, String instance) {
    return new MetricBatch.Series(
        id,
        Labels.of(
            List.of(
                new Label("__name__", metric),
                new Label("job", job),
                new Label("instance", instance))));
  }

  SeriesBook book() {
    return book;
  }

  static MetricBatch one(int series, long time, long bits, long start) {
    return new MetricBatch(
        List.of(), new int[] {series}, new long[] {time}, new long[] {bits}, new long[] {start});
  }

  Increments take(int series, long time, long bits, long start) {
    return book.take(one(series, time, bits, start));
  }

  /** Gives a counter what one sample of its total would. */
  static <T extends ObjectiveTracker & CountTaker> void total(
      T counter, long from, long time, double increment) {
    Scrape scrape = new Scrape().begin(time, 0);
    long most = counter.slo().staleAfter().toMillis();
    boolean covers = from != Increments.NEVER && time - from <= most;
    scrape.addTotal(increment, covers ? from : time);
    counter.take(scrape);
  }

  /** Gives a counter what one sample of its good or bad events would. */
  static void events(CountTaker counter, long time, double increment) {
    Scrape scrape = new Scrape().begin(time, 0);
    scrape.addEvents(increment);
    counter.take(scrape);
  }

  /** What a sample adds; NaN when it does not count. Seconds after {@link #START}. */
  double adds(int series, long second, double value) {
    return adds(series, second, value, 0);
  }

  /** What a sample adds when it says since when its counter counts: at START + that many ms. */
  double adds(int series, long second, double value, long startMillis) {
    Increments increments =
        take(
            series,
            START + second * 1_000,
            Double.doubleToRawLongBits(value),
            startMillis == 0 ? 0 : START + startMillis);
    return increments.counts(0) ? increments.amount(0) : Double.NaN;
  }

  /** Says that a series has ended; whether that was news. */
  boolean ends(int series, long second) {
    return take(series, START + second * 1_000, MetricBatch.STALE_MARKER, 0).ends(0);
  }
}
