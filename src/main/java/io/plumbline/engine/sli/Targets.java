package io.plumbline.engine.sli;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The targets of one objective and since when each is in force. What happened is judged by the
 * target of its time.
 *
 * @param since the targets in their order; the first is in force since ever
 */
record Targets(List<Since> since) {

  /** Copies the list. */
  Targets {
    since = List.copyOf(since);
  }

  /**
   * A target.
   *
   * @param from the first instant at which it is in force, milliseconds since the epoch
   * @param target promised ratio
   */
  record Since(long from, double target) {}

  /** One target, for all time. */
  static Targets of(double target) {
    return new Targets(List.of(new Since(Long.MIN_VALUE, target)));
  }

  /**
   * The targets after the catalogue was read again.
   *
   * @param target what it says
   * @param from from when on, if it says so; else a target that differs is in force from now on
   * @param now the newest tick
   */
  Targets promise(double target, Optional<Instant> from, long now) {
    Since newest = since.get(since.size() - 1);
    boolean said = from.map(f -> f.toEpochMilli() == newest.from()).orElse(true);
    if (newest.target() == target && (said || since.size() == 1)) {
      return this;
    }
    long begin = from.map(Instant::toEpochMilli).orElse(now);
    List<Since> next = new ArrayList<>();
    for (Since before : since) {
      // What was to come was never in force.
      if (next.isEmpty() || (before.from() < begin && before.from() <= now)) {
        next.add(before);
      }
    }
    if (next.get(next.size() - 1).target() != target) {
      next.add(new Since(begin, target));
    }
    return new Targets(next);
  }

  /** The targets as they were before the newest came; empty when there was no other. */
  Optional<Targets> before() {
    return since.size() == 1
        ? Optional.empty()
        : Optional.of(new Targets(since.subList(0, since.size() - 1)));
  }

  /** The one that came last. */
  double newest() {
    return since.get(since.size() - 1).target();
  }

  /** The newest change, in words. */
  String change() {
    Since newest = since.get(since.size() - 1);
    double before = since.get(Math.max(0, since.size() - 2)).target();
    return "the target is %s %% instead of %s %% since %s"
        .formatted(percent(newest.target()), percent(before), Instant.ofEpochMilli(newest.from()));
  }

  private static String percent(double target) {
    return BigDecimal.valueOf(target).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  /** The target in force at an instant. */
  double at(long time) {
    double target = since.get(0).target();
    for (Since next : since) {
      target = next.from() <= time ? next.target() : target;
    }
    return target;
  }

  /** Whether another target came into force after one instant and up to another. */
  boolean changes(long after, long upTo) {
    return since.stream().anyMatch(s -> s.from() > after && s.from() <= upTo);
  }
}
