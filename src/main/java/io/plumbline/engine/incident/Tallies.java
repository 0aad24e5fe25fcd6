package io.plumbline.engine.incident;

import java.util.SortedMap;

/**
 * How the clocks of a service ended, by priority, target and verdict; 0 for each that is promised.
 *
 * @param standing verdicts that stand; less again when a ticket is reopened, corrected or deleted
 * @param given verdicts ever given, the same of one clock once
 */
public record Tallies(SortedMap<Tally, Long> standing, SortedMap<Tally, Long> given) {}
