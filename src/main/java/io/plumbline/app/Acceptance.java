package io.plumbline.app;

import io.plumbline.journal.Entry;
import io.plumbline.journal.JournalWriter.Follower;
import io.plumbline.signal.Tick;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * When the oldest of what a tick judges was accepted. Stands between the journal and the engine,
 * and is asked by the engine's thread; what a start reads again was accepted by another run and is
 * not known here.
 */
final class Acceptance {

  private final InstantSource clock;
  private final Deque<Span> spans = new ArrayDeque<>();
  private Optional<Instant> oldest = Optional.empty();

  Acceptance(InstantSource clock) {
    this.clock = clock;
  }

  /** What lies between two ticks. */
  private record Span(long tick, Optional<Instant> accepted) {}

  /** Notes what follows the journal, and hands it on. */
  Follower before(Follower next) {
    return new Follower() {
      @Override
      public void follow(List<Entry> entries) {
        note(entries);
        next.follow(entries);
      }

      @Override
      public boolean keepsUp() {
        return next.keepsUp();
      }
    };
  }

  private synchronized void note(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry.signal() instanceof Tick) {
        spans.add(new Span(entry.seq(), oldest));
        oldest = Optional.empty();
      } else if (oldest.isEmpty()) {
        oldest = Optional.of(clock.instant());
      }
    }
  }

  /**
   * Since when a tick's findings could be known: the acceptance of the oldest entry that it judges,
   * or if there is none the deadline that passed. So what came later than that oldest entry is
   * blamed for up to a tick more than it took.
   *
   * @param tick its place in the journal
   * @param deadline when nothing but time brought it about
   * @return empty for a tick of another run
   */
  synchronized Optional<Instant> knowable(long tick, Instant deadline) {
    return spans.stream()
        .filter(span -> span.tick() == tick)
        .findFirst()
        .map(span -> span.accepted().orElse(deadline));
  }

  /** Everything up to a tick is judged. */
  synchronized void judged(long tick) {
    while (!spans.isEmpty() && spans.peek().tick() <= tick) {
      spans.poll();
    }
  }
}
