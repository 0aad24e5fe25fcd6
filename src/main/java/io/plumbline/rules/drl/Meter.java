package io.plumbline.rules.drl;

import io.plumbline.rules.RuleCosts;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one rule costs. */
final class Meter {

  private final LongAdder firings = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder errors = new LongAdder();

  void fired(long tookNanos) {
    firings.increment();
    nanos.add(tookNanos);
  }

  void failed() {
    errors.increment();
  }

  RuleCosts.Cost cost() {
    return new RuleCosts.Cost(firings.sum(), nanos.sum(), errors.sum());
  }
}
