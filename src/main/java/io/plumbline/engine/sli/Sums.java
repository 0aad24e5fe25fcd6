package io.plumbline.engine.sli;

/**
 * What was counted over a window.
 *
 * @param events good or bad events, whichever the indicator counts
 * @param total all events
 * @param coveredMillis time with data, milliseconds
 */
public record Sums(double events, double total, long coveredMillis) {}
