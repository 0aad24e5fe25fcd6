package io.plumbline.app.publishing;

import io.plumbline.rules.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What would become of each draft, looked at once for each text and each text in force. */
final class Examinations {

  /** Others have to be answered too. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReentrantLock turn = new ReentrantLock();
  private final LivePacks packs;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  Examinations(LivePacks packs) {
    this.packs = packs;
  }

  private record Known(String hash, long version, Examination examination) {}

  /**
   * Looks at a draft, which may take seconds the first time, and long on a machine with much to do.
   *
   * @return empty while somebody else's look takes too long to wait for
   */
  Optional<Examination> of(Draft draft) throws InterruptedException {
    if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    try {
      long version = packs.version();
      Known last = known.get(draft.pack());
      if (last == null || !last.hash().equals(draft.hash()) || last.version() != version) {
        last = new Known(draft.hash(), version, look(draft));
        known.put(draft.pack(), last);
      }
      return Optional.of(last.examination());
    } finally {
      turn.unlock();
    }
  }

  private Examination look(Draft draft) {
    try {
      return packs.examine(draft.pack(), draft.files());
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      // Whoever asks next must not meet it again.
      Problem problem =
          new Problem(
              draft.pack(),
              1,
              "the draft overtaxes the daemon: " + e,
              "take the last edit back, or write it in smaller parts");
      return new Examination(List.of(problem), List.of(), Optional.empty(), List.of());
    }
  }

  /** Whether a draft was looked at already. */
  boolean has(Draft draft) {
    Known last = known.get(draft.pack());
    return last != null && last.hash().equals(draft.hash());
  }
}
