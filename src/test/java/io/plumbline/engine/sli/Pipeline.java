package io.plumbline.engine.sli;

import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.catalogue.Slo;
import io.plumbline.signal.MetricBatch;
import io.plumbline.store.Cbor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One objective behind the book of series, with its feeds, as the engine puts them together. */
final class Pipeline {

  /** What a series is to the objective. */
  enum Role {
    TOTAL,
    EVENTS,
    BOTH
  }

  private record Bound(MetricBatch.Series series, Role role) {}

  private final Slo slo;
  private final List<Bound> bound = new ArrayList<>();
  private final List<Feed> feedOf = new ArrayList<>();
  private final Map<Integer, SeriesBook.Chunk> chunks = new HashMap<>();
  private SeriesBook book = new SeriesBook();
  private SliTracker tracker;
  private Feeds feeds;

  Pipeline(Slo slo, long created) {
    this.slo = slo;
    tracker = new SliTracker(slo, created);
    feeds = new Feeds(tracker, slo.staleAfter(), Feeds.State.NONE);
  }

  /** An objective that counts good or bad events; what its selectors say does not matter here. */
  static Slo slo(RatioSli.Counts counts, Duration period) {
    Selector none = new Selector("x", "x", List.of());
    return new Slo(
        "availability",
        "Availability",
        "checkout",
        new RatioSli("events", counts, none, none),
        0.999,
        period,
        Duration.ofMinutes(5));
  }

  /** A new series; its id. */
  int add(String metric, String instance, Role role) {
    MetricBatch.Series series = Scrapes.series(bound.size(), metric, "shop", instance);
    bound.add(new Bound(series, role));
    book.register(series);
    feedOf.add(feeds.of(series.labels()));
    return series.id();
  }

  /** Delivers one sample; what it adds, NaN when it does not count. */
  double deliver(int series, long time, long bits, long start) {
    Increments increments = book.take(Scrapes.one(series, time, bits, start));
    Role role = bound.get(series).role();
    if (increments.counts(0)) {
      feedOf
          .get(series)
          .take(
              role != Role.EVENTS,
              role != Role.TOTAL,
              increments.before(0),
              time,
              increments.amount(0));
    } else if (increments.ends(0)) {
      feedOf.get(series).end(increments.before(0));
    }
    return increments.counts(0) ? increments.amount(0) : Double.NaN;
  }

  void deliver(int series, long time, double value) {
    deliver(series, time, Double.doubleToRawLongBits(value), 0);
  }

  /** A tick; the instant at which the windows end. */
  long tick(long at) {
    var unused = feeds.settle(at);
    long end = Math.max(at, tracker.newestTotal());
    tracker.advance(end);
    return end;
  }

  /** Goes on from what was kept, in another process. */
  void restart() {
    SeriesBook other = new SeriesBook();
    bound.forEach(b -> other.register(b.series()));
    chunks.putAll(book.takeDirty());
    chunks.values().forEach(chunk -> other.restore(kept(chunk)));
    other.targets().restore(kept(book.targets().state()));
    other.jobs().restore(kept(book.jobs().state()));
    book = other;
    tracker = new SliTracker(slo, kept(tracker.state()));
    feeds = new Feeds(tracker, slo.staleAfter(), kept(feeds.state()));
    feedOf.clear();
    for (Bound b : bound) {
      Feed feed = feeds.of(b.series().labels());
      feed.know(book.last(b.series().id()));
      feedOf.add(feed);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T kept(T state) {
    return (T) Cbor.read(Cbor.write(state), state.getClass());
  }

  SliTracker tracker() {
    return tracker;
  }

  Feeds feeds() {
    return feeds;
  }
}
