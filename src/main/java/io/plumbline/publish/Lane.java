package io.plumbline.publish;

import io.plumbline.publish.ChannelQueue.Entry;
import io.plumbline.publish.Outcome.Reason;
import io.plumbline.publish.Outcome.Verdict;
import io.plumbline.store.StoreException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything about one channel: its queue, its sender, whether it answers. For one thread. */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  /** Pause after the store refused to keep an outcome. */
  private static final Duration STORE_PAUSE = Duration.ofSeconds(5);

  private final Channel channel;
  private final OutboxRows rows;
  private final WebhookSender sender;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final OutboxMeters meters;
  private final Executor thread;
  private final ChannelQueue queue = new ChannelQueue(WebhookSender.CONCURRENCY);
  private boolean disabled;
  private boolean answers = true;

  Lane(
      Channel channel,
      OutboxRows rows,
      WebhookSender sender,
      RetrySchedule schedule,
      InstantSource clock,
      OutboxMeters meters,
      Executor thread) {
    this.channel = channel;
    this.rows = rows;
    this.sender = sender;
    this.schedule = schedule;
    this.clock = clock;
    this.meters = meters;
    this.thread = thread;
  }

  Channel channel() {
    return channel;
  }

  OutboxMeters meters() {
    return meters;
  }

  /** Takes up what an earlier run left. */
  void load() {
    disabled = rows.gone(channel);
    meters.disabled.set(disabled ? 1 : 0);
    meters.dead.set(rows.dead(channel.name()));
    rows.eachPending(
        channel.name(),
        (key, row) ->
            queue.add(
                key,
                Instant.ofEpochMilli(row.queuedMillis()),
                Instant.ofEpochMilli(row.dueMillis())));
    meters.pending.set(queue.size());
    if (disabled) {
      LOG.error("Webhook {} stays disabled: it answered 410; give it another address", channel);
    }
  }

  void add(DeliveryKey key, Instant queued) {
    queue.add(key, queued, queued);
    meters.pending.set(queue.size());
  }

  /** Sends whatever may go now, and afterwards calls back whenever more might. */
  void pump(Runnable changed) {
    if (disabled) {
      emptyQueue();
      return;
    }
    for (Optional<Entry> next = queue.take(clock.instant());
        next.isPresent();
        next = queue.take(clock.instant())) {
      send(next.get(), changed);
    }
  }

  Optional<Instant> nextDue() {
    return queue.nextDue();
  }

  Future<Void> close() {
    return sender.close();
  }

  private void send(Entry entry, Runnable changed) {
    Optional<OutboxRow> row = rows.pending(channel.name(), entry.key());
    if (row.isEmpty()) {
      // Its batch was never committed, so there is nothing to tell.
      queue.done(entry);
      meters.pending.set(queue.size());
      return;
    }
    sender
        .send(row.get().id(), row.get().body(), clock.instant())
        .onSuccess(
            outcome ->
                thread.execute(
                    () -> {
                      settle(entry, row.get(), outcome);
                      changed.run();
                    }));
  }

  private void settle(Entry entry, OutboxRow row, Outcome outcome) {
    try {
      switch (outcome.verdict()) {
        case DELIVERED -> delivered(entry);
        case GONE -> gone(entry, row, outcome);
        default -> failed(entry, row, outcome);
      }
    } catch (StoreException e) {
      LOG.error("Webhook {}: the outcome of {} could not be kept", channel, row.id(), e);
      queue.again(entry, clock.instant().plus(STORE_PAUSE));
    }
    meters.pending.set(queue.size());
  }

  private void delivered(Entry entry) {
    rows.delivered(channel.name(), entry.key());
    queue.done(entry);
    meters.count(Verdict.DELIVERED, Reason.OK);
    if (!answers) {
      answers = true;
      LOG.info("Webhook {} answers again", channel);
    }
  }

  private void failed(Entry entry, OutboxRow row, Outcome outcome) {
    Instant now = clock.instant();
    Optional<Instant> next = schedule.next(row.attempts() + 1, now, outcome.retryAfter());
    if (next.isEmpty() || disabled) {
      bury(entry, row.failed(now.toEpochMilli(), outcome.detail()), outcome.reason());
      return;
    }
    OutboxRow again = row.failed(next.get().toEpochMilli(), outcome.detail());
    rows.again(channel.name(), entry.key(), again);
    queue.again(entry, next.get());
    outcome.retryAfter().ifPresent(wait -> queue.pause(now.plus(RetrySchedule.believed(wait))));
    meters.count(Verdict.RETRY, outcome.reason());
    if (answers) {
      answers = false;
      LOG.warn(
          "Webhook {} {}; events are kept and tried again. Said once until it answers",
          channel,
          outcome.detail());
    }
  }

  private void gone(Entry entry, OutboxRow row, Outcome outcome) {
    rows.markGone(channel);
    disabled = true;
    meters.disabled.set(1);
    meters.count(Verdict.GONE, Reason.GONE);
    LOG.error(
        "Webhook {} answered 410 Gone and is disabled; its events become dead letters until it is"
            + " given another address",
        channel);
    bury(entry, row.failed(clock.instant().toEpochMilli(), outcome.detail()), Reason.DISABLED);
  }

  private void emptyQueue() {
    for (Optional<Entry> next = queue.takeAny(); next.isPresent(); next = queue.takeAny()) {
      Entry entry = next.get();
      Optional<OutboxRow> row = rows.pending(channel.name(), entry.key());
      if (row.isPresent()) {
        OutboxRow letter = row.get().givenUp(clock.instant().toEpochMilli(), "disabled by 410");
        bury(entry, letter, Reason.DISABLED);
      } else {
        queue.done(entry);
      }
    }
    meters.pending.set(queue.size());
  }

  private void bury(Entry entry, OutboxRow letter, Reason reason) {
    rows.dead(channel.name(), entry.key(), letter);
    queue.done(entry);
    meters.count(Verdict.DEAD, reason);
    long dead = meters.dead.incrementAndGet();
    if (dead > OutboxRows.MOST_DEAD) {
      meters.dead.set(rows.dead(channel.name()));
    }
    LOG.error(
        "Webhook {} was not told of {} {} after {} attempts: it {}",
        channel,
        letter.type(),
        letter.id(),
        letter.attempts(),
        letter.lastError());
  }
}
