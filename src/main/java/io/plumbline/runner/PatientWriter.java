package io.plumbline.runner;

import io.plumbline.store.Batch;
import io.plumbline.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Commits without which the engine must not go on. While the disk is full or fails it tries again,
 * first soon, then ever later; so nothing is judged that could not be told, and nothing told that
 * was not kept.
 */
final class PatientWriter {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final BiConsumer<Batch, Boolean> write;
  private final Condition condition;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean waiting;

  /**
   * Prepares the writer.
   *
   * @param write makes a batch durable, or throws a {@link StoreException} and keeps nothing of it
   * @param condition learns when it has to wait and when it goes on
   */
  PatientWriter(BiConsumer<Batch, Boolean> write, Condition condition) {
    this.write = write;
    this.condition = condition;
  }

  /** Whether it waits for the disk; from any thread. */
  boolean isWaiting() {
    return waiting;
  }

  /** From now on a failure is final; from any thread. */
  void close() {
    closing.countDown();
  }

  /**
   * Makes a batch durable, however long that takes.
   *
   * @param sync whether it must survive power loss at once
   * @throws StoreException if it cannot be, and no patience helps or there is no time left
   */
  void write(Batch batch, boolean sync) {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        write.accept(batch, sync);
        break;
      } catch (StoreException e) {
        if (e.kind() != StoreException.Kind.FULL && e.kind() != StoreException.Kind.FAILED) {
          throw e;
        }
        waiting = true;
        condition.waits(e.getMessage());
        if (closed(pause)) {
          throw e;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
    }
    if (waiting) {
      waiting = false;
      condition.goesOn();
    }
  }

  private boolean closed(Duration longest) {
    try {
      return closing.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
