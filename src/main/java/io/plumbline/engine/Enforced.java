package io.plumbline.engine;

import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import java.util.Optional;

/** The rules in force, and how much is asked of them. */
final class Enforced {

  /** What is asked of judgements. */
  enum Asked {
    /** Findings, and how services stand. */
    STANDINGS,
    /** Findings alone; what provably comes to none is passed over. */
    FINDINGS,
    /** Every judgement, also where it provably comes to nothing. */
    EVERYTHING
  }

  private Optional<RuleSetActivated> activated = Optional.empty();
  private Optional<RuleSet> rules = Optional.empty();
  private InForce inForce = InForce.none();
  private Asked asked = Asked.STANDINGS;

  /** From now on these are in force. */
  void put(RuleSetActivated set, RuleSet compiled) {
    activated = Optional.of(set);
    rules = Optional.of(compiled);
    enforce(set, compiled);
  }

  /** From now on so much is asked. */
  void ask(Asked now) {
    asked = now;
    activated.ifPresent(set -> enforce(set, rules.orElseThrow()));
  }

  private void enforce(RuleSetActivated set, RuleSet compiled) {
    Optional<Lookouts> lookouts =
        asked == Asked.EVERYTHING ? Optional.empty() : Optional.of(new Lookouts(compiled));
    inForce = InForce.of(compiled, set, lookouts, asked == Asked.FINDINGS);
  }

  Optional<RuleSetActivated> activated() {
    return activated;
  }

  Optional<RuleSet> rules() {
    return rules;
  }

  InForce inForce() {
    return inForce;
  }
}
