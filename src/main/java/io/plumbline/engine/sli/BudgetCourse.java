package io.plumbline.engine.sli;

import io.plumbline.finding.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was bad from the first bucket with events on, summed up bucket by bucket. It is made at
 * every judgement, so it goes through the buckets once, without an object for each.
 */
final class BudgetCourse implements ObjectiveTracker.PeriodVisitor {

  private static final int POINTS = 60;

  private long[] ends = new long[POINTS];
  private double[] sums = new double[POINTS];
  private int size;
  private double bad;

  @Override
  public void visit(long endMillis, double badInBucket, double total) {
    bad += badInBucket;
    if (total > 0 || size > 0) {
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, size * 4);
        sums = Arrays.copyOf(sums, size * 4);
      }
      ends[size] = endMillis;
      sums[size++] = bad;
    }
  }

  /**
   * The share of a budget that was left at the ends of some buckets, the last among them.
   *
   * @param budget how many bad events it allows
   * @param asOf a bucket that ends later is one as of this instant, milliseconds since the epoch
   */
  List<Point> points(double budget, long asOf) {
    int step = Math.max(1, (size + POINTS - 1) / POINTS);
    List<Point> points = new ArrayList<>(POINTS);
    for (int i = (size - 1) % step; i < size; i += step) {
      points.add(new Point(Instant.ofEpochMilli(Math.min(ends[i], asOf)), 1 - sums[i] / budget));
    }
    return points;
  }
}
