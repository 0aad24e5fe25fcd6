package io.plumbline.signal;

/**
 * Time has passed. Ticks never run backwards: each carries the greater of the one before and now.
 *
 * @param atMillis milliseconds since the epoch
 */
public record Tick(long atMillis) implements Signal {}
