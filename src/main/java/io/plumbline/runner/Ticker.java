package io.plumbline.runner;

import io.plumbline.journal.JournalWriter;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Submits ticks to the journal. Until one is judged no second is submitted, so an overrun coalesces
 * and downtime yields one tick; a tick never carries less than the one before.
 */
public final class Ticker implements AutoCloseable {

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ticker"));
  private final JournalWriter writer;
  private final InstantSource clock;
  private final Duration every;
  private final LongSupplier judged;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private volatile long newest;

  /**
   * Prepares the ticks.
   *
   * @param writer where to submit them
   * @param clock what time it is
   * @param every distance between two ticks
   * @param judged the newest tick that is judged, milliseconds since the epoch; at first the newest
   *     in the journal
   */
  public Ticker(JournalWriter writer, InstantSource clock, Duration every, LongSupplier judged) {
    this.writer = writer;
    this.clock = clock;
    this.every = every;
    this.judged = judged;
    this.newest = judged.getAsLong();
  }

  /** Begins to tick; the first tick is queued before this returns. */
  public void start() {
    tick();
    var unused =
        scheduler.scheduleAtFixedRate(
            this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    if (judged.getAsLong() >= newest
        && waiting.compareAndSet(false, true)
        && !writer.offer(new TickSubmission())) {
      waiting.set(false);
    }
  }

  private final class TickSubmission implements JournalWriter.Submission {

    @Override
    public int bytes() {
      return Long.BYTES;
    }

    @Override
    public Optional<Signal> signal() {
      newest = Math.max(newest, clock.millis());
      return Optional.of(new Tick(newest));
    }

    @Override
    public void committed(long seq) {
      waiting.set(false);
    }

    @Override
    public void failed(Exception cause) {
      waiting.set(false);
    }
  }

  /** Ends with one more tick, so that everything accepted is judged and kept by the checkpoint. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    writer.offer(new TickSubmission());
  }
}
