package io.plumbline.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the services did in the month before the demo, step by step. Three bad episodes of checkout
 * are sized so that together with the everyday errors they have spent {@link #CHECKOUT_SPENT} of
 * its error budget by now.
 */
final class PastMonth {

  static final Duration STEP = Duration.ofMinutes(5);

  /** One day more than the objectives' period, so that the period is covered to its edge. */
  static final int STEPS = (int) DemoPromises.PERIOD.plusDays(1).dividedBy(STEP);

  /** Share of checkout's error budget that is gone when the demo begins. */
  static final double CHECKOUT_SPENT = 0.95;

  /** How long before now checkout's bad episodes began. */
  static final List<Duration> EPISODES =
      List.of(Duration.ofDays(20), Duration.ofDays(13), Duration.ofDays(6));

  private static final int EPISODE_STEPS = (int) Duration.ofHours(2).dividedBy(STEP);

  private final Instant now;
  private final Map<DemoService, long[]> requests = new EnumMap<>(DemoService.class);
  private final Map<DemoService, long[]> errors = new EnumMap<>(DemoService.class);
  private final long[] slow = new long[STEPS + 1];

  PastMonth(Noise noise, Instant now) {
    this.now = now;
    Traffic traffic = new Traffic(noise);
    for (DemoService service : DemoService.values()) {
      long[] came = new long[STEPS + 1];
      long[] failed = new long[STEPS + 1];
      for (int step = 1; step <= STEPS; step++) {
        Instant end = end(step);
        came[step] = traffic.requests(service, end, STEP, Traffic.curve(end));
        failed[step] = traffic.errors(service, came[step], end);
        if (service == DemoService.CHECKOUT) {
          slow[step] = traffic.slow(came[step], end);
        }
      }
      requests.put(service, came);
      errors.put(service, failed);
    }
    addEpisodes(requests.get(DemoService.CHECKOUT), errors.get(DemoService.CHECKOUT));
  }

  private static void addEpisodes(long[] came, long[] failed) {
    int firstOfPeriod = STEPS - (int) DemoPromises.PERIOD.dividedBy(STEP) + 1;
    double budget = (1 - DemoPromises.CHECKOUT_AVAILABILITY) * sum(came, firstOfPeriod, STEPS);
    long missing = Math.round(budget * CHECKOUT_SPENT) - sum(failed, firstOfPeriod, STEPS);
    long left = EPISODES.stream().mapToLong(e -> sum(came, first(e), last(e))).sum();
    for (Duration episode : EPISODES) {
      for (int step = first(episode); step <= last(episode); step++) {
        // What is still missing is spread over what is still to come, so that nothing is lost.
        long more = missing * came[step] / left;
        failed[step] += more;
        missing -= more;
        left -= came[step];
      }
    }
  }

  private static int first(Duration episode) {
    return STEPS - (int) episode.dividedBy(STEP) + 1;
  }

  private static int last(Duration episode) {
    return first(episode) + EPISODE_STEPS - 1;
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int step = from; step <= to; step++) {
      sum += counts[step];
    }
    return sum;
  }

  /** The instant at which a step, 0 to {@link #STEPS}, ends; the last one ends now. */
  Instant end(int step) {
    return now.minus(STEP.multipliedBy(STEPS - step));
  }

  /** Adds what a service did in one step; nothing in step 0. */
  void count(DemoService service, int step, Counters counters) {
    counters.count(
        requests.get(service)[step],
        errors.get(service)[step],
        service == DemoService.CHECKOUT ? slow[step] : 0);
  }
}
