package io.plumbline.engine;

import io.plumbline.fact.Fact;
import java.time.Instant;
import java.util.Optional;

/**
 * A fact and the data time at which it became so. The time stands beside the fact, not in it, so
 * that two equal facts need only one judgement.
 *
 * @param fact the fact
 * @param at time of the sample, event or deadline that last changed it, never a tick's
 * @param over when it ceased to be so, for a fact that is told once after it is over
 */
public record Evidence(Fact fact, Instant at, Optional<Instant> over) {

  /** A fact that is so until another takes its place. */
  public Evidence(Fact fact, Instant at) {
    this(fact, at, Optional.empty());
  }

  /** The newest instant of which it says something. */
  Instant latest() {
    return over.filter(end -> end.isAfter(at)).orElse(at);
  }
}
