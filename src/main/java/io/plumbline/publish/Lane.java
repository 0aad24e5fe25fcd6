package io.plumbline.publish;

import io.plumbline.publish.ChannelQueue.Entry;
import io.plumbline.publish.Outcome.Reason;
import io.plumbline.publish.Outcome.Verdict;
import io.plumbline.store.StoreException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private final Breaker breaker;
  private volatile Away away = new Away(Optional.empty(), Optional.empty());
  private boolean disabled;
  private boolean answers = true;
  private boolean failedBefore;

  Lane(
      Channel channel,
      OutboxRows rows,
      WebhookSender sender,
      RetrySchedule schedule,
      Breaker breaker,
      InstantSource clock,
      OutboxMeters meters,
      Executor thread) {
    this.channel = channel;
    this.rows = rows;
    this.sender = sender;
    this.schedule = schedule;
    this.breaker = breaker;
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
        (key, row) -> {
          failedBefore |= row.attempts() > 0;
          queue.add(
              key, Instant.ofEpochMilli(row.queuedMillis()), Instant.ofEpochMilli(row.dueMillis()));
        });
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
    queue.admit(breaker.admits(WebhookSender.CONCURRENCY, clock.instant()));
    noteBreaker();
    for (Optional<Entry> next = queue.take(clock.instant());
        next.isPresent();
        next = queue.take(clock.instant())) {
      send(next.get(), changed);
    }
  }

  Optional<Instant> nextDue() {
    return breaker.nextProbe().filter(probe -> queue.size() > 0).or(queue::nextDue);
  }

  /**
   * Sends dead letters again, as if they had never been tried.
   *
   * @return how many there were
   * @throws IllegalStateException if the receiver has answered 410, so that nothing is sent
   */
  int replay(List<DeliveryKey> letters) {
    if (disabled) {
      throw new IllegalStateException(
          "webhook "
              + channel.name()
              + " answered 410 and is disabled; enable it first, or give it another address");
    }
    Instant now = clock.instant();
    int revived = 0;
    for (DeliveryKey key : letters) {
      Optional<OutboxRow> letter = rows.letter(channel.name(), key);
      if (letter.isPresent()) {
        rows.revive(channel.name(), key, letter.get().revived(now.toEpochMilli()));
        queue.add(key, Instant.ofEpochMilli(letter.get().queuedMillis()), now);
        revived++;
      }
    }
    meters.dead.set(rows.dead(channel.name()));
    meters.pending.set(queue.size());
    LOG.info("Webhook {}: {} dead letters are sent again", channel, revived);
    return revived;
  }

  /** Sends again every dead letter of this channel. */
  int replayAll() {
    return replay(rows.letters(channel.name()));
  }

  ChannelStanding standing() {
    ChannelStanding.State state =
        meters.disabled.get() == 1
            ? ChannelStanding.State.DISABLED
            : meters.breaker.get() > 0 ? ChannelStanding.State.AWAY : ChannelStanding.State.ACTIVE;
    return new ChannelStanding(
        channel.name(),
        channel.format().wireName(),
        state,
        meters.pending.get(),
        meters.dead.get(),
        away.since(),
        away.nextProbe());
  }

  private void noteBreaker() {
    meters.breaker.set(breaker.state(clock.instant()).figure());
    away = new Away(breaker.awaySince(), breaker.nextProbe());
  }

  /** What other threads may read of the breaker. */
  private record Away(Optional<Instant> since, Optional<Instant> nextProbe) {}

  /** Forgets that the receiver answered 410. */
  void enable() {
    if (disabled) {
      rows.forgetGone(channel);
      disabled = false;
      meters.disabled.set(0);
      LOG.info("Webhook {} is enabled again", channel);
    }
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
    noteBreaker();
  }

  private void delivered(Entry entry) {
    rows.delivered(channel.name(), entry.key());
    queue.done(entry);
    meters.count(Verdict.DELIVERED, Reason.OK);
    if (breaker.answered() || failedBefore) {
      failedBefore = false;
      queue.hurry(clock.instant());
    }
    if (!answers) {
      answers = true;
      LOG.info("Webhook {} answers again", channel);
    }
  }

  private void failed(Entry entry, OutboxRow row, Outcome outcome) {
    Instant now = clock.instant();
    judge(outcome, now);
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

  // Who says how long to wait is there, and is left alone for as long.
  private void judge(Outcome outcome, Instant now) {
    if (outcome.reason().away() && outcome.retryAfter().isEmpty()) {
      breaker.failed(now);
      if (breaker.state(now) == Breaker.State.OPEN) {
        LOG.debug("Webhook {} is away; the next probe goes at {}", channel, breaker.nextProbe());
      }
    } else if (!outcome.reason().away() && breaker.answered()) {
      queue.hurry(now);
    }
  }

  private void gone(Entry entry, OutboxRow row, Outcome outcome) {
    rows.markGone(channel);
    disabled = true;
    meters.disabled.set(1);
    meters.count(Verdict.GONE, Reason.GONE);
    LOG.error(
        "Webhook {} answered 410 Gone and is disabled; its events become dead letters until it is"
            + " enabled again or given another address",
        channel);
    bury(entry, row.failed(clock.instant().toEpochMilli(), outcome.detail()), Reason.DISABLED);
  }

  private void emptyQueue() {
    for (Optional<Entry> next = queue.takeAny(); next.isPresent(); next = queue.takeAny()) {
      Entry entry = next.get();
      Optional<OutboxRow> row = rows.pending(channel.name(), entry.key());
      if (row.isPresent()) {
        OutboxRow letter =
            row.get().givenUp(clock.instant().toEpochMilli(), "had answered 410 before");
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
