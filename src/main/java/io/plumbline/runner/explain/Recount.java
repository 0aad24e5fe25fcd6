package io.plumbline.runner.explain;

import io.plumbline.catalogue.Slo;
import io.plumbline.engine.Evidence;
import io.plumbline.engine.sli.ObjectiveTracker;
import io.plumbline.engine.sli.SloReading;
import io.plumbline.engine.sli.Sums;
import io.plumbline.engine.sli.Taken;
import io.plumbline.engine.sli.Window;
import io.plumbline.fact.Fact;
import io.plumbline.fact.FactFields;
import io.plumbline.finding.Explanation.Sum;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ObjectiveStanding;
import io.plumbline.runner.history.DailyCheckpoints.Kept;
import io.plumbline.runner.history.ObjectiveReplay;
import io.plumbline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts an objective again until it comes to the very figures that a finding keeps: the last
 * judgement with these figures before the finding ended is the one that it is kept of.
 *
 * @param store where history is kept
 * @param rules what was promised when
 */
record Recount(Store store, RulesPast rules) {

  /**
   * An objective at the judgement that a finding is kept of.
   *
   * @param begin from where on it was counted again
   * @param seq place of the tick in the journal
   * @param asOf the instant of which it was judged
   * @param slo the objective as it was promised
   * @param fact the fact judged
   * @param standing its figures for people
   * @param sums what was counted over each window
   * @param deliveries what came since {@code begin}
   */
  record Counted(
      Kept begin,
      long seq,
      Instant asOf,
      Slo slo,
      Fact fact,
      ObjectiveStanding standing,
      Map<Window, Sum> sums,
      List<Delivery> deliveries) {}

  /**
   * Samples that a tick counted.
   *
   * @param seq place of the tick in the journal
   * @param tick the tick
   * @param from time of the oldest of them
   * @param to time of the newest
   * @param total how many events they brought
   * @param late whether they came after the feed counted as silent
   */
  record Delivery(long seq, Instant tick, Instant from, Instant to, double total, boolean late) {

    /** Both of one tick, as one. */
    Delivery with(Delivery other) {
      return new Delivery(
          seq,
          tick,
          from.isBefore(other.from) ? from : other.from,
          to.isAfter(other.to) ? to : other.to,
          total + other.total,
          late);
    }
  }

  /** The objective as a finding was judged on it; empty when history does not have it. */
  Optional<Counted> of(Finding finding, String objective) {
    Instant end = finding.ended().orElse(Instant.MAX);
    Instant last = finding.open() && finding.revision() == 1 ? finding.detected() : Instant.MAX;
    Instant at = finding.ended().orElse(Instant.MAX);
    while (true) {
      Kept begin = ObjectiveReplay.begin(store, at);
      Search search = new Search(finding, begin, end);
      new ObjectiveReplay(store, objective, rules.catalogues(begin.seq())).run(begin, last, search);
      if (search.found.isPresent() || begin.seq() == 0 || begin.at().isBefore(finding.start())) {
        return search.found;
      }
      last = begin.at();
      at = begin.at().minusMillis(1);
    }
  }

  private static final class Search implements ObjectiveReplay.Visitor {

    private final Finding finding;
    private final Kept begin;
    private final Instant end;
    private final List<Delivery> deliveries = new ArrayList<>();
    private Optional<Counted> found = Optional.empty();

    Search(Finding finding, Kept begin, Instant end) {
      this.finding = finding;
      this.begin = begin;
      this.end = end;
    }

    @Override
    public void took(long seq, Instant tick, Slo slo, Taken taken) {
      List<Delivery> parts = new ArrayList<>();
      taken
          .scrapes()
          .forEach(s -> parts.add(delivery(seq, tick, s.time(), s.arrived() ? s.total() : 0, slo)));
      taken.samples().forEach(s -> parts.add(delivery(seq, tick, s.time(), 1, slo)));
      for (boolean late : new boolean[] {false, true}) {
        parts.stream()
            .filter(part -> part.late() == late)
            .reduce(Delivery::with)
            .ifPresent(deliveries::add);
      }
    }

    private static Delivery delivery(long seq, Instant tick, long time, double total, Slo slo) {
      Instant at = Instant.ofEpochMilli(time);
      return new Delivery(seq, tick, at, at, total, at.plus(slo.staleAfter()).isBefore(tick));
    }

    @Override
    public void read(long seq, Instant asOf, ObjectiveTracker tracker, SloReading reading) {
      if (asOf.isAfter(end)) {
        return;
      }
      for (Evidence evidence : reading.evidence()) {
        if (FactFields.of(evidence.fact()).entrySet().containsAll(finding.facts().entrySet())) {
          found =
              Optional.of(
                  new Counted(
                      begin,
                      seq,
                      asOf,
                      tracker.slo(),
                      evidence.fact(),
                      reading.standing(),
                      sums(tracker, reading, asOf),
                      List.copyOf(deliveries)));
        }
      }
    }

    private static Map<Window, Sum> sums(
        ObjectiveTracker tracker, SloReading reading, Instant asOf) {
      Slo slo = tracker.slo();
      long end = Math.max(asOf.toEpochMilli(), tracker.newestTotal());
      Map<Window, Sum> all = new EnumMap<>(Window.class);
      for (Window window : Window.values()) {
        Sums sums = tracker.sums(window);
        long width = window.bucket().toMillis();
        long length = window.length(slo.period()).toMillis();
        long begin =
            Math.floorDiv(end, width) * width - Math.floorDiv(length + width - 1, width) * width;
        Instant from = Instant.ofEpochMilli(begin);
        if (window == Window.PERIOD) {
          from = reading.standing().terms().open().map(open -> open.from()).orElse(from);
        }
        all.put(
            window,
            new Sum(
                window.label(),
                from,
                Instant.ofEpochMilli(end),
                tracker.bad(sums),
                sums.total(),
                tracker.target(window),
                Duration.ofMillis(tracker.excludedMillis(window))));
      }
      return all;
    }
  }
}
