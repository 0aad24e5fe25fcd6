package io.plumbline.finding;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Why something was found, so that who never saw a rule can follow it. Its sentences are for
 * people; the figures beside them are what the sentences say.
 *
 * @param finding what was found
 * @param service name of the service, for people
 * @param zone in which the sentences give times
 * @param source the rule's text as it judged
 * @param conclusion what was found, since when, and what became of it
 * @param arithmetic how the figures come about, step by step
 * @param sums what was counted; empty where nothing was, or it is not kept
 * @param clock where the time of a ticket went
 * @param entries what moved it, in the order of the journal
 * @param gaps what cannot be said, and why
 */
public record Explanation(
    Finding finding,
    String service,
    ZoneId zone,
    Source source,
    List<String> conclusion,
    List<String> arithmetic,
    List<Sum> sums,
    Optional<ClockAccount> clock,
    List<Entry> entries,
    List<String> gaps) {

  /** Copies the lists. */
  public Explanation {
    conclusion = List.copyOf(conclusion);
    arithmetic = List.copyOf(arithmetic);
    sums = List.copyOf(sums);
    entries = List.copyOf(entries);
    gaps = List.copyOf(gaps);
  }

  /**
   * The text of a rule as it judged.
   *
   * @param pack the pack
   * @param version number of the activation that brought it; empty if it is not kept
   * @param author who published it, may be empty
   * @param reason why, may be empty
   * @param rule the rule as it was written, its row for a rule of a table; empty if it is not kept
   */
  public record Source(
      String pack, Optional<Long> version, String author, String reason, String rule) {}

  /**
   * What was counted over a span.
   *
   * @param window name of the window, such as {@code 1h} or {@code period}
   * @param from begin of its oldest bucket
   * @param to its end
   * @param bad bad events, or bad slices of time
   * @param total all of them
   * @param target promised share of good ones, between 0 and 1
   * @param excluded how much of it does not count
   */
  public record Sum(
      String window,
      Instant from,
      Instant to,
      double bad,
      double total,
      double target,
      Duration excluded) {

    /** Those that were good. */
    public double good() {
      return total - bad;
    }

    /** Share of bad ones; only where something was counted. */
    public double badRatio() {
      return bad / total;
    }

    /** How many times faster than promised the error budget was spent. */
    public double burnRate() {
      return total > 0 ? bad / total / (1 - target) : 0;
    }
  }

  /**
   * Something accepted that moved it.
   *
   * @param seq place in the journal
   * @param at when it was accepted; empty if that is not kept
   * @param kind what kind of entry it is
   * @param what what it said, for people
   */
  public record Entry(long seq, Optional<Instant> at, Kind kind, String what) {

    /** Kinds of entries. */
    public enum Kind {
      /** Samples, in time. */
      DATA,
      /** Samples that came after their time. */
      LATE_DATA,
      /** An edit of rules or promises. */
      RULES,
      /** Time that was excluded, or no longer is. */
      EXCLUSION,
      /** An event of the ticket. */
      TICKET
    }
  }
}
