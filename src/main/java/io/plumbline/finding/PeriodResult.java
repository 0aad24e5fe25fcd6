package io.plumbline.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a calendar period came to when it closed. It is never changed.
 *
 * @param from its first instant
 * @param to the first instant after it
 * @param target promised ratio, as it was then
 * @param attainment good / all events, 0 to 1; absent when nothing was counted
 * @param bad bad events, or bad slices
 * @param total all of them
 * @param unknownRatio share of the period without data, 0 to 1
 * @param excluded how much of it was excluded
 */
public record PeriodResult(
    Instant from,
    Instant to,
    double target,
    OptionalDouble attainment,
    double bad,
    double total,
    double unknownRatio,
    Duration excluded) {}
