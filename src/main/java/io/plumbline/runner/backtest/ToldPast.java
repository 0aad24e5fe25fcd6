package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The past as files tell it: samples and events of tickets, each known when it happened. It is
 * judged under virtual time, once a minute; when that is changes no finding.
 */
public final class ToldPast implements Past {

  private static final Duration TICK = Duration.ofMinutes(1);

  private final List<Sample> samples;
  private final List<IncidentEvent> events;
  private final Span known;

  /**
   * A sample of a series.
   *
   * @param series its labels
   * @param at when it was taken
   * @param value its value
   */
  public record Sample(Labels series, Instant at, double value) {}

  /**
   * The past of these.
   *
   * @throws IllegalArgumentException if there are none
   */
  public ToldPast(List<Sample> samples, List<IncidentEvent> events) {
    this.samples = samples.stream().sorted(Comparator.comparing(Sample::at)).toList();
    this.events =
        events.stream()
            .sorted(
                Comparator.comparing(IncidentEvent::receivedAt)
                    .thenComparing(IncidentEvent.HISTORY))
            .toList();
    List<Instant> times =
        Stream.concat(
                this.samples.stream().map(Sample::at),
                this.events.stream().map(IncidentEvent::receivedAt))
            .sorted()
            .toList();
    if (times.isEmpty()) {
      throw new IllegalArgumentException("the files hold neither samples nor events of tickets");
    }
    known = new Span(times.get(0), times.get(times.size() - 1).plus(TICK));
  }

  @Override
  public Span known() {
    return known;
  }

  @Override
  public List<Side> inForce(Span span) {
    return List.of();
  }

  @Override
  public Course judge(
      Span span,
      Optional<Side> under,
      Function<RuleSetActivated, RuleSet> compiler,
      Consumer<Instant> progress) {
    Side side =
        under.orElseThrow(
            () -> new IllegalArgumentException("files do not say which rules were in force"));
    Course course = new Course(progress);
    try (Engine engine = new Engine(compiler, KeptState.NONE, List.of(), 1)) {
      engine.onlyFindings();
      Telling telling = new Telling();
      Instant now = known.from().minus(TICK);
      engine.apply(new Tick(now.toEpochMilli())).ifPresent(course::judged);
      engine.apply(side.set()).ifPresent(course::judged);
      while (now.isBefore(span.to()) && now.isBefore(known.to())) {
        now = now.plus(TICK);
        telling.upTo(now, engine);
        engine.apply(new Tick(now.toEpochMilli())).ifPresent(course::judged);
      }
      course.end(engine.passedOver());
    }
    return course;
  }

  /** Tells an engine what happened, bit by bit. */
  private final class Telling {

    private final Map<Labels, Integer> ids = new HashMap<>();
    private int sample;
    private int event;

    void upTo(Instant now, Engine engine) {
      List<MetricBatch.Series> added = new ArrayList<>();
      int from = sample;
      while (sample < samples.size() && !samples.get(sample).at().isAfter(now)) {
        Labels labels = samples.get(sample++).series();
        if (!ids.containsKey(labels)) {
          added.add(new MetricBatch.Series(ids.size(), labels));
          ids.put(labels, ids.size());
        }
      }
      if (sample > from) {
        List<Sample> some = samples.subList(from, sample);
        engine.apply(
            new MetricBatch(
                added,
                some.stream().mapToInt(s -> ids.get(s.series())).toArray(),
                some.stream().mapToLong(s -> s.at().toEpochMilli()).toArray(),
                some.stream().mapToLong(s -> Double.doubleToRawLongBits(s.value())).toArray()));
      }
      int first = event;
      while (event < events.size() && !events.get(event).receivedAt().isAfter(now)) {
        event++;
      }
      if (event > first) {
        engine.apply(new IncidentBatch(events.subList(first, event)));
      }
    }
  }
}
