package io.plumbline;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.runner.backtest.Backtest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how far a backtest is; one bar for each set of rules. */
final class BacktestProgress implements Backtest.Progress, AutoCloseable {

  private final Span span;
  private final boolean shown;
  private Optional<ProgressBar> bar = Optional.empty();
  private String judging = "";

  private BacktestProgress(Span span, boolean shown) {
    this.span = span;
    this.shown = shown;
  }

  static BacktestProgress onTerminal(Span span) {
    return new BacktestProgress(span, ImportProgress.isTerminal(System.console()));
  }

  @Override
  public void at(String rules, Instant instant) {
    if (!shown) {
      return;
    }
    if (!rules.equals(judging)) {
      close();
      judging = rules;
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("hours under " + rules)
                  .setInitialMax(hours(span.to()))
                  .setStyle(ProgressBarStyle.ASCII)
                  .build());
    }
    bar.ifPresent(b -> b.stepTo(Math.max(0, hours(instant))));
  }

  private long hours(Instant at) {
    return Duration.between(span.from(), at).toHours();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
