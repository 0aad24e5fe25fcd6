package io.plumbline.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.finding.FindingEvent;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks of findings, at least once and under a stable id. An event is queued in the very
 * batch that commits its finding, and its row goes only after a 2xx; so neither a crash nor a
 * receiver that is away for three days loses or invents one. Events of one finding arrive in order.
 *
 * <p>The runner calls {@link #enqueue} before it commits and {@link #wake} afterwards, both from
 * its thread. Everything else happens on a thread of the outbox's own.
 */
public final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** The wall clock may jump, so no sleep is longer than this. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  private record Staged(String channel, DeliveryKey key, Instant queued) {}

  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final OutboxRows rows;
  private final String site;
  private final InstantSource clock;
  private final ScheduledExecutorService thread;
  private List<Staged> staged = new ArrayList<>();
  private ScheduledFuture<?> alarm;
  private boolean started;

  /**
   * Takes up what an earlier run left; nothing is sent before {@link #start}.
   *
   * @param store where rows are kept
   * @param channels whom to tell, names unique
   * @param site address of the console for links in bodies, without a slash at its end; empty when
   *     nobody can reach it
   * @param vertx whose event loops do the talking
   * @param registry where {@code plumbline_deliveries_total}, {@code plumbline_outbox_pending},
   *     {@code plumbline_outbox_dead}, {@code plumbline_channel_disabled} and {@code
   *     plumbline_channel_breaker} appear
   * @param clock present time
   * @param random source of jitter
   * @throws IllegalArgumentException if two channels have one name
   */
  public Outbox(
      Store store,
      List<Channel> channels,
      String site,
      Vertx vertx,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this(store, channels, site, vertx, registry, clock, random, Pace.STANDARD);
  }

  Outbox(
      Store store,
      List<Channel> channels,
      String site,
      Vertx vertx,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random,
      Pace pace) {
    this.rows = new OutboxRows(store);
    this.site = site;
    this.clock = clock;
    this.thread = thread();
    for (Channel channel : channels) {
      Lane lane =
          new Lane(
              channel,
              rows,
              new WebhookSender(vertx, channel, pace.timeout()),
              new RetrySchedule(pace.waits(), random),
              new Breaker(pace.probes()),
              clock,
              new OutboxMeters(registry, channel.name()),
              thread);
      if (lanes.put(channel.name(), lane) != null) {
        throw new IllegalArgumentException(
            "two webhooks are named \"" + channel.name() + "\"; give one another name");
      }
      lane.load();
    }
  }

  private static ScheduledExecutorService thread() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "plumbline-outbox");
              thread.setDaemon(true);
              return thread;
            },
            // After closing, outcomes still under way are of no interest: their rows are kept.
            new ThreadPoolExecutor.DiscardPolicy());
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  /** Begins to send. */
  public void start() {
    thread.execute(
        () -> {
          started = true;
          pump();
        });
  }

  /**
   * Queues events in the batch that commits their findings. An event queued again while it waits
   * stays one delivery.
   *
   * @param batch to be committed by the caller
   * @param events what happened
   */
  public void enqueue(Batch batch, List<FindingEvent> events) {
    Instant now = clock.instant();
    for (FindingEvent event : events) {
      for (Lane lane : lanes.values()) {
        Channel channel = lane.channel();
        if (channel.wants(event.type())) {
          DeliveryKey key = DeliveryKey.of(event);
          String body = channel.format().body(event, channel.name(), site);
          OutboxRow row =
              new OutboxRow(
                  event.id(), event.type(), body, now.toEpochMilli(), 0, now.toEpochMilli(), "");
          OutboxRows.queue(batch, channel.name(), key, row);
          staged.add(new Staged(channel.name(), key, now));
        }
      }
    }
  }

  /** The batch is committed: send what it queued. */
  public void wake() {
    List<Staged> committed = staged;
    staged = new ArrayList<>();
    thread.execute(
        () -> {
          committed.forEach(s -> lanes.get(s.channel()).add(s.key(), s.queued()));
          pump();
        });
  }

  /**
   * How many events a channel has not confirmed, dead letters aside.
   *
   * @throws IllegalArgumentException if there is no such channel
   */
  public long pending(String channel) {
    return lane(channel).meters().pending.get();
  }

  /** How many events all channels together have not confirmed, dead letters aside. */
  public long pending() {
    return lanes.values().stream().mapToLong(lane -> lane.meters().pending.get()).sum();
  }

  /**
   * What is not confirmed, dead letters first.
   *
   * @param after cursor of the last delivery already seen, empty at the start
   * @param limit most to return
   */
  public List<Delivery> deliveries(String after, int limit) {
    return rows.list(after, limit);
  }

  /** Names of the channels, in the order of the configuration. */
  public List<String> channels() {
    return List.copyOf(lanes.keySet());
  }

  /** How all channels stand, in the order of the configuration. */
  public List<ChannelStanding> standings() {
    return lanes.values().stream().map(Lane::standing).toList();
  }

  /** How a channel stands. */
  public ChannelStanding standing(String channel) {
    return lane(channel).standing();
  }

  /**
   * Sends a dead letter again, as if it had never been tried. If later events of its finding were
   * delivered meanwhile it comes after them; its revision tells.
   *
   * @param cursor of a delivery
   * @return how many there were with it, 0 or 1
   * @throws IllegalStateException if its channel is disabled
   * @throws UncheckedIOException if the outbox does not answer
   */
  public int replay(String cursor) {
    return DeliveryKey.channelOfLetter(cursor)
        .filter(lanes::containsKey)
        .map(c -> ask(() -> lane(c).replay(List.of(DeliveryKey.ofRow(cursor)))))
        .orElse(0);
  }

  /**
   * Sends every dead letter of a channel again.
   *
   * @return how many there were
   * @throws IllegalArgumentException if there is no such channel
   * @throws IllegalStateException if the channel is disabled
   * @throws UncheckedIOException if the outbox does not answer
   */
  public int replayAll(String channel) {
    return ask(lane(channel)::replayAll);
  }

  /**
   * Uses a channel again that answered 410.
   *
   * @throws IllegalArgumentException if there is no such channel
   * @throws UncheckedIOException if the outbox does not answer
   */
  public void enable(String channel) {
    Lane lane = lane(channel);
    ask(
        () -> {
          lane.enable();
          return 0;
        });
  }

  private Lane lane(String channel) {
    Lane lane = lanes.get(channel);
    if (lane == null) {
      throw new IllegalArgumentException("no webhook is named \"" + channel + "\"");
    }
    return lane;
  }

  /** Has the outbox's thread do something, and waits for it. */
  private int ask(Callable<Integer> act) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            answer.complete(act.call());
          } catch (Exception e) {
            answer.completeExceptionally(e);
          }
          pump();
        });
    try {
      return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new UncheckedIOException(new IOException("the outbox does not answer", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("while the outbox was asked"));
    }
  }

  private void pump() {
    if (!started) {
      return;
    }
    try {
      lanes.values().forEach(lane -> lane.pump(this::pump));
    } catch (RuntimeException e) {
      LOG.error("The outbox could not go on; it tries again within a minute", e);
    }
    sleep();
  }

  private void sleep() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    Duration longest = LONGEST_SLEEP;
    for (Lane lane : lanes.values()) {
      Optional<Duration> wait = lane.nextDue().map(due -> Duration.between(clock.instant(), due));
      if (wait.isPresent() && wait.get().compareTo(longest) < 0) {
        longest = wait.get();
      }
    }
    alarm = thread.schedule(this::pump, Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Stops sending. What is under way may arrive again after the next start, under the same id. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      // What it is doing is a read or write of the store, which must not be closed meanwhile.
      while (!thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("The outbox still waits for the store, before which it cannot stop");
      }
      Future.all(lanes.values().stream().map(Lane::close).toList())
          .await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.warn("Connections of webhooks did not close within {}", CLOSE_TIMEOUT);
    }
  }
}
