package io.plumbline.runner.scenario;

import java.time.Duration;

/**
 * A stretch of a series: it lasts until the next one begins, the last until the story ends.
 *
 * @param from when it begins, since the start of the story
 * @param figure events a second of a counter, or the value with which a gauge begins
 * @param reaching the value that a gauge has reached at the end, in a straight line; the same as
 *     {@code figure} for a level one
 * @param silent whether nothing is sent
 */
record Phase(Duration from, double figure, double reaching, boolean silent) {}
