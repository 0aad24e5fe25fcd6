package io.plumbline.app;

import io.plumbline.app.Check.Status;
import io.plumbline.app.Check.Verdict;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the store and its disk, and mends the store once the disk works again. */
final class StoreProbes {

  /** In looks; opening it anew may take a second. */
  private static final int MEND_EVERY = 5;

  private static final Logger LOG = LoggerFactory.getLogger(StoreProbes.class);

  private final Store store;
  private final long reserveBytes;
  private final Gate gate;
  private int looks;

  /**
   * Prepares the looks.
   *
   * @param reserveBytes bytes of the disk that are left free for what was accepted already
   * @param gate is shut while there are fewer
   */
  StoreProbes(Store store, long reserveBytes, Gate gate) {
    this.store = store;
    this.reserveBytes = reserveBytes;
    this.gate = gate;
  }

  /** Whether there is room. */
  Verdict disk() {
    long free = free();
    if (free >= reserveBytes) {
      gate.full(Optional.empty());
      return Verdict.up("%s free for %s".formatted(ByteSize.text(free), store.directory()));
    }
    String what =
        "the disk of %s has only %s free, less than data.reserve, %s"
            .formatted(store.directory(), ByteSize.text(free), ByteSize.text(reserveBytes));
    gate.full(Optional.of(what + "; nothing is kept until there is room, send this again then"));
    return new Verdict(Status.DOWN, what, "make room, or let data.reserve be less");
  }

  private long free() {
    try {
      return Files.getFileStore(store.directory()).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder cannot be looked at", e);
    }
  }

  /** Whether it can be written; when it cannot, this is what mends it. */
  Verdict store() {
    Optional<StoreException> trouble = store.trouble();
    if (trouble.isEmpty()) {
      return Verdict.up("can be written");
    }
    if (trouble.get().kind() == StoreException.Kind.DAMAGED) {
      return new Verdict(Status.DOWN, trouble.get().getMessage(), "");
    }
    boolean noRoom = trouble.get().kind() == StoreException.Kind.FULL && free() < reserveBytes;
    if (!noRoom && looks++ % MEND_EVERY == 0) {
      try {
        store.mend();
      } catch (StoreException e) {
        LOG.warn("The store could not be opened anew: {}", e.getMessage());
      }
    }
    return store
        .trouble()
        .map(
            still ->
                new Verdict(
                    Status.DOWN,
                    still.getMessage(),
                    "make the disk work; the store is tried again by itself"))
        .orElseGet(() -> Verdict.up("was opened anew and can be written"));
  }
}
