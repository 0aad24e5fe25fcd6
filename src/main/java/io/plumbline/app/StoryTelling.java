package io.plumbline.app;

import io.plumbline.rules.Problem;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells scenarios to rules that are live already, one after the other on a thread of its own, and
 * says which end otherwise. A newer edit ends it.
 */
final class StoryTelling implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoryTelling.class);

  private final AtomicLong edit = new AtomicLong();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "stories");
            made.setDaemon(true);
            return made;
          });

  /** Begins with the scenarios of some packs. */
  void tell(RehearsedStories stories, Set<String> packs) {
    long number = edit.incrementAndGet();
    thread.execute(() -> say(stories, packs, number));
  }

  /** Ends whatever is being told, after the present scenario. */
  void stop() {
    edit.incrementAndGet();
  }

  private void say(RehearsedStories stories, Set<String> packs, long number) {
    try {
      List<Problem> problems =
          stories.ends(packs, RehearsedStories.Which.THAT_TELL, () -> edit.get() == number);
      if (edit.get() == number) {
        problems.forEach(p -> LOG.warn("{}. The rules are live all the same.", p));
      }
    } catch (RuntimeException e) {
      LOG.warn("The scenarios could not be told to the edited rules ({})", e.toString());
    }
  }

  @Override
  public void close() {
    stop();
    thread.shutdown();
  }
}
