package io.plumbline.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again: 1 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h after the failed
 * attempt before, which is eleven attempts over three days. Standard Webhooks suggests the same
 * without the step of 1 s, which is for receivers that restart. Each wait is lengthened by up to a
 * tenth, so that what failed together does not return together.
 */
final class RetrySchedule {

  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  /** A receiver that asks for longer is not believed. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

  /** Attempts after which a delivery is given up. */
  static final int ATTEMPTS = WAITS.size() + 1;

  private static final double JITTER = 0.1;

  private final List<Duration> waits;
  private final RandomGenerator random;

  RetrySchedule(RandomGenerator random) {
    this(WAITS, random);
  }

  RetrySchedule(List<Duration> waits, RandomGenerator random) {
    this.waits = List.copyOf(waits);
    this.random = random;
  }

  /**
   * The moment of the next attempt, empty when there is none.
   *
   * @param attempts attempts so far, all failed, at least 1
   * @param now moment of the last failure
   * @param retryAfter how long the receiver asked to be left alone; not undercut, at most 24 h
   */
  Optional<Instant> next(int attempts, Instant now, Optional<Duration> retryAfter) {
    if (attempts > waits.size()) {
      return Optional.empty();
    }
    Duration asked = retryAfter.map(RetrySchedule::believed).orElse(Duration.ZERO);
    Duration wait = waits.get(attempts - 1);
    Duration longer = asked.compareTo(wait) > 0 ? asked : wait;
    long jitter = (long) (longer.toMillis() * JITTER * random.nextDouble());
    return Optional.of(now.plus(longer).plusMillis(jitter));
  }

  /** What is believed of a receiver's wish to be left alone. */
  static Duration believed(Duration retryAfter) {
    return retryAfter.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : retryAfter;
  }
}
