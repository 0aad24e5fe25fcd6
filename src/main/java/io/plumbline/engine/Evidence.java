package io.plumbline.engine;

import io.plumbline.fact.Fact;
import java.time.Instant;

/**
 * A fact and the data time at which it became so. The time stands beside the fact, not in it, so
 * that two equal facts need only one judgement.
 *
 * @param fact the fact
 * @param at time of the sample, event or deadline that last changed it, never a tick's
 */
public record Evidence(Fact fact, Instant at) {}
