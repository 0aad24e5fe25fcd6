package io.plumbline.runner.backtest;

import io.plumbline.catalogue.TimeWindow.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finding that both rules came to, though not quite alike.
 *
 * @param was what it is under the present rules
 * @param is what it is under the new ones
 * @param changes what differs: {@code start}, {@code end}, {@code severity}, {@code kind} or {@code
 *     rule}
 */
public record Move(Life was, Life is, List<Change> changes) {

  /** Copies the changes. */
  public Move {
    changes = List.copyOf(changes);
  }

  /**
   * A difference.
   *
   * @param what what differs
   * @param was under the present rules; an instant as ISO 8601 has it, {@code open} for none
   * @param is under the new rules
   */
  public record Change(String what, String was, String is) {}

  /** A pair of findings, if they differ in a span; what lies outside it is no difference. */
  static Optional<Move> of(Life was, Life is, Span span) {
    List<Change> changes = new ArrayList<>();
    add(changes, "start", start(was, span), start(is, span));
    add(changes, "end", end(was, span), end(is, span));
    add(changes, "severity", was.severity().wireName(), is.severity().wireName());
    add(changes, "kind", was.finding().kind().wireName(), is.finding().kind().wireName());
    add(changes, "rule", was.finding().rule(), is.finding().rule());
    return changes.isEmpty() ? Optional.empty() : Optional.of(new Move(was, is, changes));
  }

  private static void add(List<Change> changes, String what, String was, String is) {
    if (!was.equals(is)) {
      changes.add(new Change(what, was, is));
    }
  }

  private static String start(Life life, Span span) {
    return life.start().isBefore(span.from()) ? "before" : life.start().toString();
  }

  private static String end(Life life, Span span) {
    Instant end = life.end();
    return end.isBefore(span.to()) ? end.toString() : "open";
  }
}
