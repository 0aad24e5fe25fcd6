package io.plumbline.console;

import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The straight trend of a resource and how far nine in ten past days lay from it.
 *
 * @param ends first and last point of the trend, or empty
 * @param below distance below the trend that one in twenty days exceeded, at most 0
 * @param above distance above it likewise, at least 0
 */
record Trend(List<Point> ends, double below, double above) {

  static Trend of(List<Point> ends, List<Point> days) {
    if (ends.size() < 2 || ends.get(0).at().equals(ends.get(ends.size() - 1).at())) {
      return new Trend(List.of(), 0, 0);
    }
    Trend bare = new Trend(ends, 0, 0);
    double[] off =
        days.stream().mapToDouble(p -> p.value() - bare.value(p.at())).sorted().toArray();
    if (off.length == 0) {
      return bare;
    }
    return new Trend(
        ends,
        Math.min(0, off[(int) (0.05 * (off.length - 1))]),
        Math.max(0, off[(int) Math.ceil(0.95 * (off.length - 1))]));
  }

  /** Its value at an instant. */
  OptionalDouble at(Instant instant) {
    return ends.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(value(instant));
  }

  String line(Chart chart, Instant from, Instant to) {
    return ends.isEmpty() ? "" : chart.line(course(from, to, 0));
  }

  String band(Chart chart, Instant from, Instant to) {
    return below == above ? "" : chart.band(course(from, to, above), course(from, to, below));
  }

  private List<Point> course(Instant from, Instant to, double off) {
    return Stream.of(from, to).map(at -> new Point(at, value(at) + off)).toList();
  }

  private double value(Instant at) {
    Point first = ends.get(0);
    Point last = ends.get(ends.size() - 1);
    double span = last.at().toEpochMilli() - first.at().toEpochMilli();
    double share = (at.toEpochMilli() - first.at().toEpochMilli()) / span;
    return first.value() + share * (last.value() - first.value());
  }
}
