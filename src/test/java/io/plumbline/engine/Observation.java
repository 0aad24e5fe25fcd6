package io.plumbline.engine;

import io.plumbline.fact.Fact;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * What one tick says of one conclusion.
 *
 * @param tick the tick
 * @param rulesHash the rule set that judged
 * @param rule the rule as it is then
 * @param kind what it would conclude
 * @param fact the fact of the subject, empty when it is not there
 * @param at its data time
 * @param over when it was over, for a fact told after its end
 * @param known whether anything is known of the subject
 * @param holds whether the rule concludes it
 * @param superseded whether the fact has become another of which something is concluded
 * @param disproof what hindsight says
 */
record Observation(
    Instant tick,
    String rulesHash,
    RuleInfo rule,
    Kind kind,
    Optional<Fact> fact,
    Instant at,
    Optional<Instant> over,
    boolean known,
    boolean holds,
    boolean superseded,
    Optional<String> disproof) {

  /** The newest instant at which it may be told of. */
  Instant now() {
    return at.isAfter(tick) ? at : tick;
  }
}
