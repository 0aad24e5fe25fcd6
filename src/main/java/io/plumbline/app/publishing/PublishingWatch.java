package io.plumbline.app.publishing;

import io.plumbline.rules.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks twice a second whether the folder of drafts was edited and whether the time of an approved
 * draft has come.
 */
final class PublishingWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PublishingWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Path drafts;
  private final Desk desk;
  private final WatchedFolder folder;
  private final Approving approving;
  private final Examinations examinations;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "publishing");
            made.setDaemon(true);
            return made;
          });
  private String said = "";

  PublishingWatch(Path drafts, Desk desk, Approving approving, Examinations examinations) {
    this.drafts = drafts;
    this.desk = desk;
    this.folder = new WatchedFolder(drafts, desk);
    this.approving = approving;
    this.examinations = examinations;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      synchronized (desk) {
        approving.due();
      }
      folder.look();
      for (Draft draft : desk.records().drafts()) {
        if (!examinations.has(draft)) {
          examinations.of(draft).ifPresent(found -> tell(draft, found));
        }
      }
      said = "";
    } catch (IOException e) {
      say("the folder of drafts %s cannot be read: %s".formatted(drafts, e.getMessage()));
    } catch (BusyException | CompletionException e) {
      say("an act on rules is tried again: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Without this the watch would end unseen.
      LOG.error("Drafts could not be looked at; it is tried again", e);
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      say("an approved draft overtaxes the daemon: " + e);
    }
  }

  /** Says once what lasts. */
  private void say(String what) {
    if (!what.equals(said)) {
      said = what;
      LOG.warn("{}", what);
    }
  }

  private static void tell(Draft draft, Examination found) {
    for (Problem problem : found.problems()) {
      LOG.warn("{}. The draft of pack {} cannot be approved so.", problem, draft.pack());
    }
    found
        .trial()
        .ifPresent(
            trial ->
                LOG.info(
                    "The draft of pack {} is sound. Of the facts of now, {} judgements would appear"
                        + " and {} vanish ({} services tried).",
                    draft.pack(),
                    trial.appear(),
                    trial.vanish(),
                    trial.services()));
  }

  @Override
  public void close() {
    // Not interrupted: a compiler that is takes its own classes for missing.
    thread.shutdown();
  }
}
