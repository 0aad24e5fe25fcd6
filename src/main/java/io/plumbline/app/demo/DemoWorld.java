package io.plumbline.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The deterministic world behind the demo: six services of a shop with a month of history, then a
 * sale, and in it an outage of payments that takes checkout along. Its story relies on {@link
 * DemoPromises}:
 *
 * <ul>
 *   <li>now: checkout has spent 95 % of its availability budget and 85 % of its latency budget;
 *       search's disk will reach 85 % in eleven days; the other promises are easily kept;
 *   <li>live: traffic rises to twelve times the mean, the ledger falls silent;
 *   <li>after 20 s three in ten requests to payments and checkout fail: both burn their budgets
 *       faster than 14.4 within a minute of the start, and checkout's is gone at about that time;
 *   <li>after 110 s the outage is over.
 * </ul>
 */
public final class DemoWorld {

  /** How long after the start of the live part the outage begins. */
  public static final Duration OUTAGE_BEGINS_AFTER = Duration.ofSeconds(20);

  /** How long the outage lasts. */
  public static final Duration OUTAGE_LASTS = Duration.ofSeconds(90);

  /** Share of requests to payments and checkout that fail during the outage. */
  public static final double OUTAGE_ERROR_SHARE = 0.3;

  /** Time between two samples of a series in the live part. */
  public static final Duration LIVE_STEP = Duration.ofSeconds(5);

  private static final int STEPS_PER_BATCH = 72;

  /** How many batches the history has. */
  static final int HISTORY_BATCHES = PastMonth.STEPS / STEPS_PER_BATCH + 1;

  private final Instant now;
  private final Noise noise;
  private final PastMonth month;

  /**
   * A world.
   *
   * @param seed what tells one world from another
   * @param now when its history ends, read to the second
   */
  public DemoWorld(long seed, Instant now) {
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
    noise = new Noise(seed);
    month = new PastMonth(noise, this.now);
  }

  /**
   * The samples of the last 31 days up to now at a step of 5 min, in batches of six hours, oldest
   * first. All counters begin at 0.
   */
  public Stream<List<DemoSample>> history() {
    Map<DemoService, Counters> counters = counters();
    Gauges gauges = new Gauges(noise, now);
    // Counters run on from batch to batch, so the stream must not be made parallel.
    return IntStream.iterate(0, first -> first <= PastMonth.STEPS, first -> first + STEPS_PER_BATCH)
        .mapToObj(
            first -> {
              List<DemoSample> batch = new ArrayList<>();
              int end = Math.min(first + STEPS_PER_BATCH, PastMonth.STEPS + 1);
              for (int step = first; step < end; step++) {
                Instant at = month.end(step);
                for (DemoService service : DemoService.values()) {
                  month.count(service, step, counters.get(service));
                  counters.get(service).sample(at.toEpochMilli(), batch::add);
                }
                gauges.sample(at, false, batch::add);
              }
              return List.copyOf(batch);
            });
  }

  /**
   * The samples from an instant on at a step of 5 s, one batch a step, without end. The first batch
   * is of 5 s after the start; counters go on from the end of the history.
   *
   * @param start start of the live part, not before now; more than 5 min after it the span between
   *     is unknown to whoever reads the counters
   * @throws IllegalArgumentException when the start is before the end of the history
   */
  public Stream<List<DemoSample>> live(Instant start) {
    if (start.isBefore(now)) {
      throw new IllegalArgumentException(
          "live begins at " + start + ", before history ends: " + now);
    }
    Map<DemoService, Counters> counters = counters();
    counters.remove(DemoService.LEDGER);
    counters.forEach(
        (service, counter) ->
            IntStream.rangeClosed(0, PastMonth.STEPS)
                .forEach(step -> month.count(service, step, counter)));
    Traffic traffic = new Traffic(noise);
    Gauges gauges = new Gauges(noise, now);
    return Stream.iterate(LIVE_STEP, elapsed -> elapsed.plus(LIVE_STEP))
        .map(
            elapsed -> {
              List<DemoSample> batch = new ArrayList<>();
              Instant at = start.plus(elapsed);
              counters.forEach(
                  (service, counter) -> {
                    count(traffic, service, elapsed, at, counter);
                    counter.sample(at.toEpochMilli(), batch::add);
                  });
              gauges.sample(at, true, batch::add);
              return List.copyOf(batch);
            });
  }

  private static void count(
      Traffic traffic, DemoService service, Duration elapsed, Instant at, Counters counter) {
    boolean outage =
        (service == DemoService.PAYMENTS || service == DemoService.CHECKOUT)
            && elapsed.compareTo(OUTAGE_BEGINS_AFTER) > 0
            && elapsed.compareTo(OUTAGE_BEGINS_AFTER.plus(OUTAGE_LASTS)) <= 0;
    long requests = traffic.requests(service, at, LIVE_STEP, service.saleFactor());
    long errors =
        outage ? Math.round(requests * OUTAGE_ERROR_SHARE) : traffic.errors(service, requests, at);
    long slow = service == DemoService.CHECKOUT ? traffic.slow(requests, at) : 0;
    counter.count(requests, errors, slow);
  }

  /**
   * The tickets of the story as lifecycle events, in the form that {@code POST /api/v1/incidents}
   * takes, oldest first.
   *
   * @param start start of the live part
   */
  public List<Map<String, Object>> incidents(Instant start) {
    return new DemoTickets(now, start).events();
  }

  private static Map<DemoService, Counters> counters() {
    Map<DemoService, Counters> counters = new EnumMap<>(DemoService.class);
    for (DemoService service : DemoService.values()) {
      counters.put(service, new Counters(service));
    }
    return counters;
  }
}
