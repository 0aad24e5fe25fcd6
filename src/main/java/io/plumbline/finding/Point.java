package io.plumbline.finding;

import java.time.Instant;

/**
 * One point of a course over time.
 *
 * @param at its time
 * @param value its value, finite
 */
public record Point(Instant at, double value) {}
