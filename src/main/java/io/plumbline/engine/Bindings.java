package io.plumbline.engine;

import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.sli.Feed;
import io.plumbline.engine.sli.Feeds;
import io.plumbline.engine.sli.GaugeTaker;
import io.plumbline.engine.sli.Increments;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SelectorIndex;
import io.plumbline.engine.sli.SelectorMatch;
import io.plumbline.engine.sli.SeriesBook;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which series counts for which promise: decided once a series, not once a sample. */
final class Bindings {

  private static final Taker NOBODY = new All(List.of());

  private final Touched touched;
  private final List<Taker> bySeries = new ArrayList<>();
  private final Set<Selector> selected = new LinkedHashSet<>();
  private SelectorIndex<Rule> selectors = new SelectorIndex<>();
  private long noCounts;

  /**
   * Nothing counts yet.
   *
   * @param touched learns which services samples came for, and of what time
   */
  Bindings(Touched touched) {
    this.touched = touched;
  }

  /** Who is to take the samples of series that a selector selects. */
  private sealed interface Rule {}

  private record Counts(Touched.Service service, Feeds feeds, boolean total) implements Rule {

    /** The same series may count for the total and for the events. */
    boolean isOtherHalfOf(Rule rule) {
      return rule instanceof Counts counts && counts.feeds == feeds && counts.total != total;
    }
  }

  /** Who takes the samples of a series. */
  private sealed interface Taker {

    /**
     * Takes a sample of a batch, and what it adds to its counter.
     *
     * @return false if its value says nothing here
     */
    boolean take(MetricBatch batch, Increments increments, int sample);

    /** Learns of a series that counts from now on, and when its last sample was. */
    default void know(long last) {}
  }

  private record Counter(Touched.Service service, Feed feed, boolean total, boolean events)
      implements Taker {

    @Override
    public boolean take(MetricBatch batch, Increments increments, int i) {
      service.touch(batch.timesMillis()[i]);
      long before = increments.before(i);
      if (increments.counts(i)) {
        feed.take(total, events, before, batch.timesMillis()[i], increments.amount(i));
      } else if (increments.ends(i)) {
        feed.end(before);
      }
      return !increments.isNoCount(i);
    }

    @Override
    public void know(long last) {
      feed.know(last);
    }
  }

  private record Gauge(Touched.Service service, GaugeTaker taker) implements Taker, Rule {

    @Override
    public boolean take(MetricBatch batch, Increments increments, int i) {
      service.touch(batch.timesMillis()[i]);
      taker.gauge(batch.timesMillis()[i], Double.longBitsToDouble(batch.valueBits()[i]));
      return saysSomething(batch.valueBits()[i]);
    }
  }

  private record Use(Touched.Service service, Notes.UseTaker taker) implements Taker, Rule {

    @Override
    public boolean take(MetricBatch batch, Increments increments, int i) {
      service.touch(batch.timesMillis()[i]);
      taker.add(
          batch.seriesIds()[i],
          batch.timesMillis()[i],
          Double.longBitsToDouble(batch.valueBits()[i]));
      return saysSomething(batch.valueBits()[i]);
    }
  }

  private record All(List<Taker> takers) implements Taker {

    @Override
    public boolean take(MetricBatch batch, Increments increments, int i) {
      boolean says = true;
      for (Taker taker : takers) {
        says &= taker.take(batch, increments, i);
      }
      return says;
    }

    @Override
    public void know(long last) {
      takers.forEach(taker -> taker.know(last));
    }
  }

  /**
   * Decides anew for every series.
   *
   * @return the series that nobody counted before
   */
  List<Integer> rebind(Collection<ServiceDesk> desks, SeriesBook book) {
    selected.clear();
    selectors = new SelectorIndex<>();
    for (ServiceDesk desk : desks) {
      Touched.Service service = touched.service(desk.service().name());
      for (ObjectiveTracker tracker : desk.slos().values()) {
        Indicator indicator = tracker.slo().indicator();
        if (indicator instanceof RatioSli ratio) {
          Feeds feeds = desk.feeds(tracker);
          add(ratio.total(), new Counts(service, feeds, true));
          add(ratio.events(), new Counts(service, feeds, false));
        } else if (indicator instanceof GaugeSli gauge && tracker instanceof GaugeTaker taker) {
          add(gauge.selector(), new Gauge(service, desk.gauges(tracker, taker)));
        }
      }
      for (CapacityTracker tracker : desk.capacities().values()) {
        add(tracker.target().selector(), new Use(service, desk.uses(tracker)));
      }
    }
    List<Taker> before = List.copyOf(bySeries);
    bySeries.clear();
    for (int id = 0; id < book.labels().size(); id++) {
      Labels series = book.labels().get(id);
      bySeries.add(series == null ? NOBODY : taker(series));
      bySeries.get(id).know(book.last(id));
    }
    return IntStream.range(0, before.size())
        .filter(id -> before.get(id).equals(NOBODY) && !bySeries.get(id).equals(NOBODY))
        .boxed()
        .toList();
  }

  private void add(Selector selector, Rule rule) {
    selected.add(selector);
    selectors.add(new SelectorMatch(selector), rule);
  }

  /** What is looked at. */
  List<Selector> selectors() {
    return List.copyOf(selected);
  }

  private void bind(MetricBatch.Series series) {
    while (bySeries.size() <= series.id()) {
      bySeries.add(NOBODY);
    }
    bySeries.set(series.id(), taker(series.labels()));
  }

  private Taker taker(Labels series) {
    List<Rule> matching = selectors.matching(series);
    List<Taker> takers = new ArrayList<>(matching.size());
    for (int i = 0; i < matching.size(); i++) {
      if (matching.get(i) instanceof Taker taker) {
        takers.add(taker);
      } else if (matching.get(i) instanceof Counts counts) {
        // Both halves of an objective stand side by side, as they were added.
        boolean both = i + 1 < matching.size() && counts.isOtherHalfOf(matching.get(i + 1));
        i += both ? 1 : 0;
        takers.add(
            new Counter(
                counts.service(),
                counts.feeds().of(series),
                both || counts.total(),
                both || !counts.total()));
      }
    }
    return takers.size() == 1 ? takers.get(0) : takers.isEmpty() ? NOBODY : new All(takers);
  }

  /**
   * Hands the samples to all who count them.
   *
   * @param batch the samples
   * @param increments what they add
   */
  void deliver(MetricBatch batch, Increments increments) {
    batch.newSeries().forEach(this::bind);
    for (int i = 0; i < batch.size(); i++) {
      if (!bySeries.get(batch.seriesIds()[i]).take(batch, increments, i)) {
        noCounts++;
      }
    }
  }

  private static boolean saysSomething(long bits) {
    return bits == MetricBatch.STALE_MARKER || Double.isFinite(Double.longBitsToDouble(bits));
  }

  /** Samples whose values say nothing to somebody who takes their series, since the start. */
  long noCounts() {
    return noCounts;
  }
}
