package io.plumbline.engine;

import java.util.Locale;

/**
 * Samples that were accepted and looked at, and could not be counted all the same. Counts grow from
 * 0 since the start; what a start reads again from the journal is in them again.
 *
 * @param noCounts values that a counter cannot have, and measured values that are not finite
 * @param tooLate samples whose time slice was no longer kept when they came
 */
public record Uncounted(long noCounts, long tooLate) {

  /** None. */
  public static final Uncounted NONE = new Uncounted(0, 0);

  /** Why a sample is not counted. The name in lower case is a label. */
  public enum Reason {
    /** A counter that is negative, not finite or beyond 10^100, or a value that is not finite. */
    NO_COUNT,
    /** Its slice of time is closed for good. */
    TOO_LATE;

    /** The value of the metric's label {@code reason}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How many samples were not counted for a reason. */
  public long samples(Reason reason) {
    return switch (reason) {
      case NO_COUNT -> noCounts;
      case TOO_LATE -> tooLate;
    };
  }
}
