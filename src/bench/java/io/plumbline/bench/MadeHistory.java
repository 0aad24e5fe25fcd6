package io.plumbline.bench;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Inputs;
import io.plumbline.engine.Outcome;
import io.plumbline.engine.Step;
import io.plumbline.engine.sli.Scrape;
import io.plumbline.engine.sli.Taken;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.runner.Audience;
import io.plumbline.runner.Condition;
import io.plumbline.runner.LiveRunner;
import io.plumbline.runner.history.History;
import io.plumbline.runner.history.Retention;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes what ticks would have been judged on, one scrape of every service a step, with 100
 * requests for each objective. Of 20 services one has 2 % bad requests all the time, two have half
 * of them bad for ten minutes every other day, and the others a bad one now and then.
 */
final class MadeHistory {

  private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");
  private static final int TOGETHER = 20;

  private final Store store;
  private final Fleet fleet;
  private final RuleSetActivated rules;
  private final Duration step;
  private ServiceStanding any;

  MadeHistory(Store store, Fleet fleet, RuleSetActivated rules, Duration step) {
    this.store = store;
    this.fleet = fleet;
    this.rules = rules;
    this.step = step;
  }

  void make(Duration length) {
    Journal journal = new Journal(store);
    begin(journal);
    History history = new History(store);
    Instant from = BEGIN.plus(Duration.ofMinutes(2));
    long steps = length.dividedBy(step);
    Batch batch = new Batch();
    Instant before = from;
    for (long i = 1; i <= steps; i++) {
      Instant at = from.plus(step.multipliedBy(i));
      history.add(batch, outcome(before, at), journal.last() + i);
      before = at;
      if (i % TOGETHER == 0 || i == steps) {
        store.write(batch, false);
        batch = new Batch();
      }
    }
    journal.append(List.of(new Tick(before.toEpochMilli())));
  }

  private Outcome outcome(Instant before, Instant at) {
    List<Step> steps = new ArrayList<>();
    for (int service = 0; service < fleet.services(); service++) {
      String name = "svc%05d".formatted(service);
      long minute = at.getEpochSecond() / 60 + service * 37L;
      boolean burns = service % 20 == 7;
      boolean bursts = service % 10 == 3 && minute % 3_000 < 10;
      double bad = burns ? 2 : bursts ? 50 : minute % 100 == 0 ? 1 : 0;
      Instant taken = at.minusMillis(1_000 + service % 29 * 1_000L);
      SortedMap<String, Taken> parts = new TreeMap<>();
      for (int o = 1; o <= fleet.objectives(); o++) {
        long millis = taken.toEpochMilli();
        parts.put(
            Step.objective(name + "-" + o),
            new Taken(
                List.of(
                    new Scrape.State(
                        millis, Scrape.UNSEEN, millis - step.toMillis(), true, 100, bad)),
                List.of()));
      }
      steps.add(new Step(name, taken, parts));
    }
    return new Outcome(
        at,
        List.of(any),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        new Inputs(before, List.of(), steps));
  }

  private void begin(Journal journal) {
    Audience audience =
        new Audience() {
          @Override
          public void commit(Batch batch, List<FindingEvent> events) {}

          @Override
          public void committed(List<FindingEvent> events, long seq) {}

          @Override
          public void judged(Engine engine, Outcome outcome, long seq) {
            outcome.standings().stream().findFirst().ifPresent(standing -> any = standing);
          }
        };
    Condition condition =
        new Condition() {
          @Override
          public void waits(String why) {}

          @Override
          public void goesOn() {}

          @Override
          public void stopped(Throwable cause) {
            throw new IllegalStateException(cause);
          }
        };
    try (LiveRunner live =
        new LiveRunner(
            store,
            journal,
            1,
            Retention.Keep.DEFAULT,
            set -> RuleSet.compile(set.files()).ruleSet().orElseThrow(),
            audience,
            condition)) {
      live.start();
      live.follow(
          journal.append(
              List.of(
                  new Tick(BEGIN.toEpochMilli()),
                  rules,
                  new Tick(BEGIN.plusSeconds(1).toEpochMilli()),
                  new Tick(BEGIN.plusSeconds(120).toEpochMilli()))));
    }
  }
}
