package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.rules.Problem;
import java.time.Instant;
import java.util.List;

/**
 * What other rules would have made of the past.
 *
 * @param span the time compared
 * @param current name of the present rules
 * @param candidate name of the new ones
 * @param before what the present rules found in the span, by start
 * @param after what the new rules find, by start
 * @param added findings of the new rules alone
 * @param gone findings of the present rules alone
 * @param moved findings of both that differ
 * @param flips verdicts of agreements that are the other way round
 * @param undecided clocks that run under one set of rules and are decided under the other
 * @param verdicts how many verdicts were compared
 * @param outages the confirmed outages: incidents that were major or took their service down
 * @param notReplayable what the new rules look at and was never kept
 * @param leftOut findings of either rules about that, and what follows from them: they are among no
 *     others, since they cannot be compared
 * @param withdrawn findings of the present and of the new rules that were proven wrong; they are
 *     among no others
 * @param unsure where the comparison is coarse or nothing is known
 * @param greatest the greatest differences, at most five, greatest first
 */
public record Comparison(
    Span span,
    String current,
    String candidate,
    List<Life> before,
    List<Life> after,
    List<Life> added,
    List<Life> gone,
    List<Move> moved,
    List<Flip> flips,
    List<Flip> undecided,
    int verdicts,
    List<Outage> outages,
    List<Problem> notReplayable,
    List<Life> leftOut,
    Withdrawn withdrawn,
    List<Unsure> unsure,
    List<Great> greatest) {

  /** Copies the lists. */
  public Comparison {
    before = List.copyOf(before);
    after = List.copyOf(after);
    added = List.copyOf(added);
    gone = List.copyOf(gone);
    moved = List.copyOf(moved);
    flips = List.copyOf(flips);
    undecided = List.copyOf(undecided);
    leftOut = List.copyOf(leftOut);
    outages = List.copyOf(outages);
    notReplayable = List.copyOf(notReplayable);
    unsure = List.copyOf(unsure);
    greatest = List.copyOf(greatest);
  }

  /** Findings that were proven wrong, under the present and under the new rules. */
  public record Withdrawn(List<Life> before, List<Life> after) {

    /** Copies the lists. */
    public Withdrawn {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * Where figures are not to be trusted as elsewhere.
   *
   * @param about an objective or resource; empty for all
   * @param resolution {@code coarse} or {@code unknown}
   * @param from its first instant
   * @param to the first instant after it
   * @param why the cause
   */
  public record Unsure(String about, String resolution, Instant from, Instant to, String why) {}

  /**
   * A great difference.
   *
   * @param what {@code added}, {@code gone} or {@code moved}
   * @param life the finding, under the new rules if they come to it
   * @param changes what differs, of a moved one
   * @param why what makes the difference
   */
  public record Great(String what, Life life, List<Move.Change> changes, String why) {

    /** Copies the changes. */
    public Great {
      changes = List.copyOf(changes);
    }
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return added.isEmpty() && gone.isEmpty() && moved.isEmpty() && flips.isEmpty();
  }

  /** How many findings began in the span with the severity of a page, improvements aside. */
  public static long pages(List<Life> lives, Span span) {
    return lives.stream()
        .filter(life -> !life.start().isBefore(span.from()))
        .filter(life -> life.severity() == Severity.PAGE)
        .filter(life -> life.finding().kind() != Kind.IMPROVEMENT)
        .count();
  }

  /** How many breaches began in the span. */
  public static long breaches(List<Life> lives, Span span) {
    return lives.stream()
        .filter(life -> !life.start().isBefore(span.from()))
        .filter(life -> life.finding().kind() == Kind.BREACH)
        .count();
  }
}
