package io.plumbline.publish;

import java.time.Duration;
import java.util.List;

/**
 * How patiently a channel is dealt with.
 *
 * @param waits waits before the second and each further attempt of one delivery; after the last of
 *     them has failed it is given up
 * @param probes waits before the first and each further probe of a receiver that is away; the last
 *     is repeated
 * @param timeout time for one attempt, from connecting to the end of the answer
 */
record Pace(List<Duration> waits, List<Duration> probes, Duration timeout) {

  /** What receivers out there are dealt with by. */
  static final Pace STANDARD = new Pace(RetrySchedule.WAITS, Breaker.WAITS, WebhookSender.TIMEOUT);
}
