package io.plumbline.console;

import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns courses over time into the paths of a drawing.
 *
 * @param width width of the drawing
 * @param height height of the drawing
 * @param from time at the left edge
 * @param to time at the right edge, after {@code from}
 * @param max value at the upper edge, above 0; the lower edge is 0
 */
record Chart(int width, int height, Instant from, Instant to, double max) {

  /** A gap wider than this many usual steps between points lifts the pen. */
  private static final double GAP_STEPS = 3.5;

  /** A line through the points; empty when there are fewer than two. */
  String line(List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (List<Point> run : runs(points)) {
      path.append(trace(run));
    }
    return path.toString();
  }

  /** The area between the points and the lower edge. */
  String area(List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (List<Point> run : runs(points)) {
      path.append(trace(run))
          .append('L')
          .append(x(run.get(run.size() - 1).at()))
          .append(' ')
          .append(height)
          .append('L')
          .append(x(run.get(0).at()))
          .append(' ')
          .append(height)
          .append('Z');
    }
    return path.toString();
  }

  /** The area between an upper and a lower course. */
  String band(List<Point> upper, List<Point> lower) {
    StringBuilder path = new StringBuilder(trace(upper));
    for (int i = lower.size() - 1; i >= 0; i--) {
      path.append('L').append(place(lower.get(i)));
    }
    return path.append('Z').toString();
  }

  /** Where an instant is, from the left edge. */
  String x(Instant at) {
    double span = to.toEpochMilli() - from.toEpochMilli();
    return tenths((at.toEpochMilli() - from.toEpochMilli()) / span * width);
  }

  /** Where a value is, from the upper edge; beyond the edges it is on them. */
  String y(double value) {
    return tenths(height * (1 - Math.min(1, Math.max(0, value / max))));
  }

  private String trace(List<Point> run) {
    StringBuilder path = new StringBuilder();
    char pen = 'M';
    for (Point point : run) {
      path.append(pen).append(place(point));
      pen = 'L';
    }
    return path.toString();
  }

  private String place(Point point) {
    return x(point.at()) + " " + y(point.value());
  }

  private List<List<Point>> runs(List<Point> all) {
    List<Point> points =
        thin(all.stream().filter(p -> !p.at().isBefore(from) && !p.at().isAfter(to)).toList());
    double usual = usualStepMillis(points);
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point point : points) {
      if (!run.isEmpty() && millis(run.get(run.size() - 1), point) > GAP_STEPS * usual) {
        runs.add(run);
        run = new ArrayList<>();
      }
      run.add(point);
    }
    runs.add(run);
    runs.removeIf(r -> r.size() < 2);
    return runs;
  }

  /** At most about one point for each unit of width, the last one always. */
  private List<Point> thin(List<Point> points) {
    int stride = (points.size() + width - 1) / width;
    if (stride <= 1) {
      return points;
    }
    int last = points.size() - 1;
    return IntStream.rangeClosed(0, last)
        .filter(i -> (last - i) % stride == 0)
        .mapToObj(points::get)
        .toList();
  }

  private static double usualStepMillis(List<Point> points) {
    List<Long> steps = new ArrayList<>();
    for (int i = 1; i < points.size(); i++) {
      steps.add(millis(points.get(i - 1), points.get(i)));
    }
    steps.sort(null);
    return steps.isEmpty() ? 0 : steps.get(steps.size() / 2);
  }

  private static long millis(Point a, Point b) {
    return b.at().toEpochMilli() - a.at().toEpochMilli();
  }

  private static String tenths(double value) {
    long tenths = Math.round(value * 10);
    long rest = Math.abs(tenths % 10);
    String sign = tenths < 0 ? "-" : "";
    return sign + Math.abs(tenths / 10) + (rest == 0 ? "" : "." + rest);
  }
}
