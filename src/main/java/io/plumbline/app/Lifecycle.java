package io.plumbline.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started and how it is stopped: last started, first stopped. A start that fails half-way
 * stops by the same path. Stopping twice does nothing. What others stand on is not stopped while
 * one of them could not be: a store left open loses nothing.
 */
final class Lifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Registers how a part that has just been started is stopped. */
  synchronized <T> T started(String name, T part, Stop stop) {
    parts.push(new Part(name, stop, Place.ABOVE));
    return part;
  }

  /** Registers something that uses no other part: its failure to stop holds up none of them. */
  synchronized void aside(String name, Stop stop) {
    parts.push(new Part(name, stop, Place.ASIDE));
  }

  /** Registers a part that what is started after it stands on. */
  synchronized <T extends AutoCloseable> T ground(String name, T part) {
    parts.push(new Part(name, part::close, Place.GROUND));
    return part;
  }

  /** Registers a part that closes itself. */
  <T extends AutoCloseable> T started(String name, T part) {
    return started(name, part, part::close);
  }

  @Override
  public synchronized void close() {
    boolean clean = true;
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      if (part.place() == Place.GROUND && !clean) {
        LOG.warn("{} is left open, as not all that uses it has stopped", part.name());
        continue;
      }
      try {
        part.stop().stop();
      } catch (Exception e) {
        clean &= part.place() == Place.ASIDE;
        LOG.warn("{} did not stop cleanly", part.name(), e);
      }
    }
  }

  /** Stops one part. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  private enum Place {
    GROUND,
    ABOVE,
    ASIDE
  }

  private record Part(String name, Stop stop, Place place) {}
}
