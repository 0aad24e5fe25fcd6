package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What happened, to be judged again. */
public interface Past {

  /** From when to when it is known. */
  Span known();

  /** The rules that were in force in a span, oldest first; none where nobody judged. */
  List<Side> inForce(Span span);

  /**
   * Judges again.
   *
   * @param span what is asked for
   * @param under the rules; empty for those that were in force at each time
   * @param compiler makes a rule set of its texts; each is used by this judgement alone
   * @param progress learns to which instant it has come; it may throw to end the judgement
   */
  Course judge(
      Span span,
      Optional<Side> under,
      Function<RuleSetActivated, RuleSet> compiler,
      Consumer<Instant> progress);
}
