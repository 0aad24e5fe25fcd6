package io.plumbline.runner.backtest;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.finding.FindingEvent;
import io.plumbline.journal.Journal;
import io.plumbline.rules.RuleSet;
import io.plumbline.runner.Audience;
import io.plumbline.runner.Condition;
import io.plumbline.runner.LiveRunner;
import io.plumbline.runner.history.Retention;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A live run over signals, with its store and what it told. */
public final class RecordedRun {

  /** So many signals are made durable at once. */
  private static final int TOGETHER = 20;

  private RecordedRun() {}

  /** Runs the signals; what was told, in order. */
  public static List<FindingEvent> of(
      Store store, List<Signal> signals, Function<RuleSetActivated, RuleSet> compiler) {
    List<FindingEvent> told = new ArrayList<>();
    Journal journal = new Journal(store);
    try (LiveRunner live =
        new LiveRunner(
            store, journal, 1, Retention.Keep.DEFAULT, compiler, audience(told), condition())) {
      live.start();
      for (int from = 0; from < signals.size(); from += TOGETHER) {
        live.follow(
            journal.append(signals.subList(from, Math.min(from + TOGETHER, signals.size()))));
      }
    }
    return told;
  }

  private static Audience audience(List<FindingEvent> told) {
    return new Audience() {
      @Override
      public void commit(Batch batch, List<FindingEvent> events) {}

      @Override
      public void committed(List<FindingEvent> events, long seq) {
        told.addAll(events);
      }

      @Override
      public void judged(Engine engine, Outcome outcome, long seq) {}
    };
  }

  private static Condition condition() {
    return new Condition() {
      @Override
      public void waits(String why) {}

      @Override
      public void goesOn() {}

      @Override
      public void stopped(Throwable cause) {
        throw new AssertionError(cause);
      }
    };
  }
}
