package io.plumbline.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM, as something a command waits for. The program ends once the command has
 * closed its parts and then this, or when it has taken {@link #PATIENCE} for that. Open it before
 * the parts, so that it is closed after them.
 */
public final class StopSignal implements AutoCloseable {

  /** The longest time that the parts have for closing. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  private final CountDownLatch given = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Listens for the signal from now on. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::give, "stop"));
  }

  private void give() {
    given.countDown();
    try {
      if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "Not everything was closed within {} s; ending all the same", PATIENCE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the signal is given. */
  public void await() throws InterruptedException {
    given.await();
  }

  /**
   * Waits for a while.
   *
   * @param longest how long at most; zero and less only look
   * @return whether the signal was given
   */
  public boolean await(Duration longest) throws InterruptedException {
    return given.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that everything is closed, so that the program may end. */
  @Override
  public void close() {
    closed.countDown();
  }
}
