package io.plumbline.app;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and SIGTERM, as something a command waits for. The program ends once the command has
 * closed its parts and then this, or when it has taken {@link #PATIENCE} for that; at a second
 * signal it ends at once. Open it before the parts, so that it is closed after them.
 */
public final class StopSignal implements AutoCloseable {

  /** The longest time that the parts have for closing. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final List<String> SIGNALS = List.of("TERM", "INT");
  private static final int ENDED_AT_ONCE = 1;
  private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

  private final CountDownLatch given = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Listens for the signal from now on. */
  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::give, "stop"));
    SIGNALS.forEach(this::listen);
  }

  // A hook alone does not learn of a second signal. The class is in every JDK, but the compiler
  // warns of it in a way that cannot be silenced, hence by name.
  private void listen(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object listener =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                received();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException e) {
      LOG.debug("A second {} will not end the program at once", name, e);
    }
  }

  private void received() {
    if (given.getCount() == 0) {
      LOG.warn("Told to stop a second time; ending at once. What was accepted is in the journal");
      Runtime.getRuntime().halt(ENDED_AT_ONCE);
    }
    LOG.info(
        "Stopping within {} s, after an answer to all that was sent; a second signal ends at once",
        PATIENCE.toSeconds());
    give();
    if (closed.getCount() > 0) {
      Runtime.getRuntime().halt(ENDED_AT_ONCE);
    }
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
