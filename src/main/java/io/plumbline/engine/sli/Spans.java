package io.plumbline.engine.sli;

import io.plumbline.catalogue.Exclusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Spans of time that neither touch nor overlap, in order.
 *
 * @param spans the spans
 */
record Spans(List<Span> spans) {

  /** No time at all. */
  static final Spans NONE = new Spans(List.of());

  /** Copies the list. */
  Spans {
    spans = List.copyOf(spans);
  }

  /**
   * One span, {@code [from, to)}.
   *
   * @param from its first instant, milliseconds
   * @param to the first instant after it
   */
  record Span(long from, long to) {}

  /** The spans of exclusions, which may overlap. */
  static Spans of(List<Exclusion> exclusions) {
    List<Span> joined = new ArrayList<>();
    for (Exclusion e : exclusions.stream().sorted(Comparator.comparing(Exclusion::from)).toList()) {
      Span span = new Span(e.from().toEpochMilli(), e.to().toEpochMilli());
      int last = joined.size() - 1;
      if (last >= 0 && span.from() <= joined.get(last).to()) {
        Span before = joined.get(last);
        joined.set(last, new Span(before.from(), Math.max(before.to(), span.to())));
      } else {
        joined.add(span);
      }
    }
    return new Spans(joined);
  }

  // Not called isEmpty, which would be kept as a property.
  boolean none() {
    return spans.isEmpty();
  }

  boolean holds(long time) {
    return spans.stream().anyMatch(span -> span.from() <= time && time < span.to());
  }

  boolean covers(long from, long to) {
    return spans.stream().anyMatch(span -> span.from() <= from && to <= span.to());
  }

  /** The parts that lie within a span. */
  Spans within(long from, long to) {
    return new Spans(
        spans.stream()
            .map(span -> new Span(Math.max(span.from(), from), Math.min(span.to(), to)))
            .filter(span -> span.from() < span.to())
            .toList());
  }

  /** The first beginning or end after an instant; {@code Long.MAX_VALUE} when there is none. */
  long nextEdge(long time) {
    for (Span span : spans) {
      if (span.to() > time) {
        return span.from() > time ? span.from() : span.to();
      }
    }
    return Long.MAX_VALUE;
  }

  /** All of them, later by some time. */
  Spans later(long millis) {
    return new Spans(
        spans.stream().map(s -> new Span(s.from() + millis, s.to() + millis)).toList());
  }

  /** How long they are together, milliseconds. */
  long length() {
    return spans.stream().mapToLong(span -> span.to() - span.from()).sum();
  }
}
