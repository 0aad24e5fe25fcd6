package io.plumbline.app.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.console.backtest.BacktestReport;
import io.plumbline.runner.backtest.Backtest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** A backtest that was asked for; any thread may look at it. */
final class Job implements Backtest.Progress {

  private final String id;
  private final int sides;
  private volatile Optional<Span> span = Optional.empty();
  private volatile String judging = "";
  private final AtomicInteger begun = new AtomicInteger();
  private volatile double part;
  private volatile boolean cancelled;
  private volatile State state = State.RUNNING;
  private volatile List<String> problems = List.of();
  private volatile Optional<BacktestReport> report = Optional.empty();

  /**
   * One that has just begun.
   *
   * @param id its name
   * @param sides how many sets of rules judge the past
   */
  Job(String id, int sides) {
    this.id = id;
    this.sides = sides;
  }

  /** How far it is. */
  enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }

  /**
   * What is answered of it.
   *
   * @param id its name
   * @param state {@code running}, {@code done}, {@code failed} or {@code cancelled}
   * @param progress how much of the past is judged, 0 to 1
   * @param problems why it failed
   * @param report what it came to, when it is done
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String id, String state, double progress, List<String> problems, BacktestReport report) {}

  String id() {
    return id;
  }

  View view() {
    return new View(
        id,
        state.name().toLowerCase(Locale.ROOT),
        state == State.DONE ? 1 : Math.min(0.99, (Math.max(0, begun.get() - 1) + part) / sides),
        problems,
        report.orElse(null));
  }

  boolean running() {
    return state == State.RUNNING;
  }

  Optional<BacktestReport> report() {
    return report;
  }

  /** The past that is judged, once it is known. */
  void over(Span past) {
    span = Optional.of(past);
  }

  /** It is to end as soon as it can. */
  void cancel() {
    cancelled = true;
  }

  void done(BacktestReport made) {
    report = Optional.of(made);
    state = State.DONE;
  }

  void failed(List<String> why) {
    problems = List.copyOf(why);
    state = State.FAILED;
  }

  void gaveUp() {
    state = State.CANCELLED;
  }

  @Override
  public void at(String rules, Instant instant) {
    if (cancelled) {
      throw new CancellationException("the daemon is stopping");
    }
    if (!rules.equals(judging)) {
      judging = rules;
      begun.incrementAndGet();
    }
    span.ifPresent(
        past ->
            part =
                Math.max(0, instant.toEpochMilli() - past.from().toEpochMilli())
                    / (double) (past.to().toEpochMilli() - past.from().toEpochMilli()));
  }
}
