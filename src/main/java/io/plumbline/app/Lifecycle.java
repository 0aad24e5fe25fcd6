package io.plumbline.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started and how it is stopped: last started, first stopped. A start that fails half-way
 * stops by the same path. Stopping twice does nothing.
 */
final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Registers how a part that has just been started is stopped. */
  synchronized <T> T started(String name, T part, Stop stop) {
    parts.push(new Part(name, stop));
    return part;
  }

  /** Registers a part that closes itself. */
  <T extends AutoCloseable> T started(String name, T part) {
    return started(name, part, part::close);
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.stop().stop();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.name(), e);
      }
    }
  }

  /** Stops one part. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  private record Part(String name, Stop stop) {}
}
