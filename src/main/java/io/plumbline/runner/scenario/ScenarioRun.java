package io.plumbline.runner.scenario;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.engine.Engine;
import io.plumbline.engine.KeptState;
import io.plumbline.finding.FindingEvent;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Tells one story to an engine under virtual time; the engine is the one that judges live. */
final class ScenarioRun {

  private final Scenario scenario;
  private final Engine engine;
  private final List<MetricBatch.Series> sent = new ArrayList<>();
  private final List<FindingEvent> told = new ArrayList<>();

  private ScenarioRun(Scenario scenario, RuleSet rules) {
    this.scenario = scenario;
    this.engine = new Engine(set -> rules, KeptState.NONE, List.of(), 1);
  }

  /**
   * Tells a story.
   *
   * @param files texts of the rules
   * @return what changed, in the order in which it was told
   */
  static List<FindingEvent> of(Scenario scenario, RuleSet rules, List<SourceFile> files) {
    return new ScenarioRun(scenario, rules).tell(files);
  }

  private List<FindingEvent> tell(List<SourceFile> files) {
    try (engine) {
      engine.apply(new Tick(scenario.start().toEpochMilli()));
      engine.apply(
          new RuleSetActivated(1, files, RulesFolder.hash(files), "scenario", scenario.name()));
      Duration before = Duration.ofNanos(-1);
      for (Duration at = Duration.ZERO;
          at.compareTo(scenario.until()) <= 0;
          at = at.plus(scenario.every())) {
        step(before, at);
        before = at;
      }
    }
    return told;
  }

  private void step(Duration before, Duration at) {
    Instant now = scenario.start().plus(at);
    samples(at, now);
    List<IncidentEvent> known =
        scenario.incidents().stream()
            .filter(event -> !event.receivedAt().isAfter(now))
            .filter(event -> event.receivedAt().isAfter(scenario.start().plus(before)))
            .toList();
    if (!known.isEmpty()) {
      engine.apply(new IncidentBatch(known));
    }
    if (scenario.asleep().filter(sleep -> sleep.at(at)).isEmpty()) {
      engine.apply(new Tick(now.toEpochMilli())).ifPresent(o -> told.addAll(o.events()));
    }
  }

  private void samples(Duration at, Instant now) {
    List<MetricBatch.Series> added = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    for (Course course : scenario.courses()) {
      OptionalDouble value = course.at(at);
      if (value.isPresent()) {
        ids.add(id(course, added));
        values.add(Double.doubleToRawLongBits(value.getAsDouble()));
      }
    }
    if (!ids.isEmpty()) {
      long[] times = new long[ids.size()];
      Arrays.fill(times, now.toEpochMilli());
      engine.apply(
          new MetricBatch(
              added,
              ids.stream().mapToInt(Integer::intValue).toArray(),
              times,
              values.stream().mapToLong(Long::longValue).toArray()));
    }
  }

  private int id(Course course, List<MetricBatch.Series> added) {
    for (MetricBatch.Series known : sent) {
      if (known.labels().equals(course.labels())) {
        return known.id();
      }
    }
    MetricBatch.Series born = new MetricBatch.Series(sent.size(), course.labels());
    sent.add(born);
    added.add(born);
    return born.id();
  }
}
