package io.plumbline.runner.backtest;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Slo;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.Positions;
import io.plumbline.runner.history.DailyCheckpoints;
import io.plumbline.runner.history.HistoryReplay;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** The past of a daemon, as its store keeps it. */
public final class StoredPast implements Past {

  /**
   * So long before the span judgement begins under other rules, for starts and delays to settle.
   */
  private static final Duration SETTLING = Duration.ofDays(1);

  private final Store store;
  private final int shards;
  private final TreeMap<Long, Side> sides = new TreeMap<>();

  /**
   * The past that a store keeps.
   *
   * @param store it is only read
   * @param shards how many shards judge side by side, at least 1
   */
  public StoredPast(Store store, int shards) {
    this.store = store;
    this.shards = shards;
    AtomicReference<RuleSetActivated> inForce = new AtomicReference<>(RuleSetActivated.NONE);
    new Journal(store)
        .readRules(
            entry -> {
              if (entry.signal() instanceof RuleSetActivated set) {
                // An entry may be about some packs only; the others go on as they were.
                inForce.set(set.after(inForce.get(), RulesFolder::hash));
                sides.put(entry.seq(), Side.of("version " + set.version(), inForce.get()));
              }
            });
  }

  @Override
  public Span known() {
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      Instant begin =
          days.oldest()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "%s holds no daily checkpoint yet; the first is kept within minutes of the first start"
                              .formatted(store.directory())))
              .at();
      return new Span(begin, Positions.of(store).tick().orElse(begin));
    }
  }

  @Override
  public List<Side> inForce(Span span) {
    try (DailyCheckpoints days = new DailyCheckpoints(store)) {
      long begin = days.before(span.from()).or(days::oldest).map(d -> d.seq()).orElse(0L);
      Map.Entry<Long, Side> first = sides.floorEntry(begin);
      return new ArrayList<>(sides.tailMap(first == null ? begin : first.getKey(), true).values());
    }
  }

  @Override
  public Course judge(
      Span span,
      Optional<Side> under,
      Function<RuleSetActivated, RuleSet> compiler,
      Consumer<Instant> progress) {
    HistoryReplay replay = new HistoryReplay(store, shards, compiler);
    Course course = new Course(progress);
    if (under.isEmpty()) {
      replay.run(span.from(), span.to(), Optional.empty(), course);
    } else {
      Translation translation = new Translation(under.get());
      replay.run(begin(span, under.get()), span.to(), Optional.of(translation), course);
      course.translated(translation.keptSince(), translation.coarse());
    }
    return course;
  }

  /** What is counted otherwise than it was needs its whole window before the span. */
  private Instant begin(Span span, Side under) {
    Duration before = SETTLING;
    Catalogue then = inForce(span).get(0).promised().catalogue();
    for (Slo slo : under.promised().catalogue().slos().values()) {
      Slo kept = then.slos().get(slo.name());
      boolean goesOn =
          kept != null
              && kept.indicator().equals(slo.indicator())
              && kept.budgeting().equals(slo.budgeting())
              && kept.window().equals(slo.window());
      if (!goesOn && slo.period().compareTo(before) > 0) {
        before = slo.period();
      }
    }
    Instant begin = span.from().minus(before);
    Instant oldest = known().from();
    return begin.isBefore(oldest) ? oldest : begin;
  }
}
