package io.plumbline.catalogue;

import java.time.Duration;

/** How an error budget is counted: in events, or in slices of time. The terms are OpenSLO's. */
public sealed interface Budgeting {

  /** Attainment is good events / all events. */
  record Occurrences() implements Budgeting {}

  /**
   * Attainment is good slices / all slices. Slices begin at whole multiples of their length since
   * the epoch.
   *
   * @param length length of a slice, one minute to one day
   * @param verdict how good a slice with data is
   * @param uncovered what a slice without data is
   */
  record Slices(Duration length, Verdict verdict, Uncovered uncovered) implements Budgeting {}

  /** How good a slice with data is. */
  sealed interface Verdict {}

  /**
   * Good if the ratio of its events is at least a target, else bad ({@code Timeslices}). A slice
   * with data but no events is good: nothing went wrong in it.
   *
   * @param ratio lowest ratio of good events, above 0 and up to 1
   */
  record AtLeast(double ratio) implements Verdict {}

  /** As good as the ratio of its events, so that attainment is their mean. */
  record Ratio() implements Verdict {}

  /**
   * Good if every sample in it compares so with a limit. A slice between two samples that are close
   * enough has the value of the earlier one.
   *
   * @param operator the comparison
   * @param value the limit
   */
  record Within(Comparison operator, double value) implements Verdict {}

  /** The comparisons of OpenSLO. */
  enum Comparison {
    LT,
    LTE,
    GT,
    GTE;

    /** Whether {@code sample operator limit} holds. */
    public boolean holds(double sample, double limit) {
      return switch (this) {
        case LT -> sample < limit;
        case LTE -> sample <= limit;
        case GT -> sample > limit;
        case GTE -> sample >= limit;
      };
    }

    /** The one of two samples that is further from holding. */
    public double worse(double a, double b) {
      return this == LT || this == LTE ? Math.max(a, b) : Math.min(a, b);
    }
  }

  /** What a slice without data is. */
  enum Uncovered {
    /** It counts as good. */
    GOOD,
    /** It counts as bad. */
    BAD,
    /** It is no part of the promise: it does not count, nor as unknown. */
    EXCLUDE,
    /** It does not count, and shows as unknown. */
    UNKNOWN
  }
}
