package io.plumbline.engine.sli;

/**
 * An objective's counts as they would have been read at an earlier tick, had all been known then
 * that is known now.
 *
 * @param counts the counts
 * @param late what came after that tick but belongs before it, in words; empty when nothing did
 */
public record Past(ObjectiveTracker counts, String late) {

  /** Whether anything came late. */
  public boolean moved() {
    return !late.isEmpty();
  }
}
