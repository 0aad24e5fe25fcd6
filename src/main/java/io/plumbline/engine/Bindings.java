package io.plumbline.engine;

import io.plumbline.catalogue.GaugeSli;
import io.plumbline.catalogue.Indicator;
import io.plumbline.catalogue.RatioSli;
import io.plumbline.catalogue.Selector;
import io.plumbline.engine.capacity.CapacityTracker;
import io.plumbline.engine.sli.CountTaker;
import io.plumbline.engine.sli.GaugeTaker;
import io.plumbline.engine.sli.Increments;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SelectorIndex;
import io.plumbline.engine.sli.SelectorMatch;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Which series counts for which promise: decided once a series, not once a sample. */
final class Bindings {

  private final List<Rule> rules = new ArrayList<>();
  private final List<List<Rule>> bySeries = new ArrayList<>();
  private SelectorIndex<Rule> selectors = new SelectorIndex<>();

  /** Who takes the samples of selected series. */
  private sealed interface Rule {
    String service();

    SelectorMatch match();
  }

  private record Total(String service, SelectorMatch match, CountTaker taker) implements Rule {}

  private record Events(String service, SelectorMatch match, CountTaker taker) implements Rule {}

  private record Gauge(String service, SelectorMatch match, GaugeTaker taker) implements Rule {}

  private record Use(String service, SelectorMatch match, CapacityTracker tracker)
      implements Rule {}

  /**
   * Decides anew for every series.
   *
   * @return the series that nobody counted before
   */
  List<Integer> rebind(Collection<ServiceDesk> desks, List<Labels> labels) {
    rules.clear();
    for (ServiceDesk desk : desks) {
      String service = desk.service().name();
      for (ObjectiveTracker tracker : desk.slos().values()) {
        Indicator indicator = tracker.slo().indicator();
        if (indicator instanceof RatioSli ratio && tracker instanceof CountTaker counter) {
          // The total first: good or bad events of the same sample then find its time.
          rules.add(new Total(service, new SelectorMatch(ratio.total()), counter));
          rules.add(new Events(service, new SelectorMatch(ratio.events()), counter));
        } else if (indicator instanceof GaugeSli gauge && tracker instanceof GaugeTaker taker) {
          rules.add(new Gauge(service, new SelectorMatch(gauge.selector()), taker));
        }
      }
      for (CapacityTracker tracker : desk.capacities().values()) {
        rules.add(new Use(service, new SelectorMatch(tracker.target().selector()), tracker));
      }
    }
    selectors = new SelectorIndex<>();
    rules.forEach(rule -> selectors.add(rule.match(), rule));
    List<List<Rule>> before = List.copyOf(bySeries);
    bySeries.clear();
    labels.forEach(l -> bySeries.add(l == null ? List.of() : selectors.matching(l)));
    return IntStream.range(0, before.size())
        .filter(id -> before.get(id).isEmpty() && !bySeries.get(id).isEmpty())
        .boxed()
        .toList();
  }

  /** What is looked at. */
  List<Selector> selectors() {
    return rules.stream().map(rule -> rule.match().selector()).distinct().toList();
  }

  /** Decides for a series that appears for the first time. */
  void bind(MetricBatch.Series series) {
    while (bySeries.size() <= series.id()) {
      bySeries.add(List.of());
    }
    bySeries.set(series.id(), selectors.matching(series.labels()));
  }

  /** Hands the samples to all who count them, and notes their services. */
  void deliver(MetricBatch batch, Increments increments, Touched touched) {
    batch.newSeries().forEach(this::bind);
    for (int i = 0; i < batch.size(); i++) {
      int id = batch.seriesIds()[i];
      long time = batch.timesMillis()[i];
      for (Rule rule : bySeries.get(id)) {
        if (rule instanceof Use use) {
          use.tracker().add(id, time, Double.longBitsToDouble(batch.valueBits()[i]));
        } else if (rule instanceof Gauge gauge) {
          gauge.taker().gauge(time, Double.longBitsToDouble(batch.valueBits()[i]));
        } else if (!increments.counts(i)) {
          continue;
        } else if (rule instanceof Total total) {
          total.taker().total(increments.before(i), time, increments.amount(i));
        } else if (rule instanceof Events events) {
          events.taker().events(time, increments.amount(i));
        }
        touched.add(rule.service(), time);
      }
    }
  }
}
