package io.plumbline.app;

import io.plumbline.app.publishing.Origin;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.LiveRules;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.Publication;
import io.plumbline.signal.RuleSetActivated;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rules folder. Each edited pack is read, checked, compiled and tried first; only then
 * does it enter the journal and replace what is in force. On any problem the pack's version in
 * force stays, and the other packs go live.
 */
final class RulesWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final String AUTHOR = System.getProperty("user.name");
  private static final String REASON = "saved";

  /** Path of a problem that is about the whole folder. */
  static final String FOLDER = ".";

  private final Path folder;
  private final RulesInForce rules;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(RulesWatch::daemon);

  private String seen = "";

  /**
   * Prepares.
   *
   * @param rules what is in force, and may come in its place
   */
  RulesWatch(Path folder, RulesInForce rules, InstantSource clock) {
    this.folder = folder;
    this.rules = rules;
    this.clock = clock;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rules-watch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads the folder for the first time and activates what differs from what is in force. If
   * nothing is in force, the packs without problems judge, and the others are told of.
   *
   * @throws ConfigurationException with every problem, if nothing is in force and no service would
   *     be judged
   */
  void read() throws ConfigurationException, InterruptedException {
    List<SourceFile> files = filesOfFolder();
    boolean first = rules.inForce().isEmpty();
    offer(files);
    if (first && rules.inForce().isEmpty() && !rules.live().problems().isEmpty()) {
      throw new ConfigurationException(
          rules.live().problems().stream().map(LiveRules.Problem::text).toList());
    }
  }

  private List<SourceFile> filesOfFolder() throws ConfigurationException {
    try {
      return RulesFolder.read(folder);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              "%s: the rules folder cannot be read (%s); set rules.dir to a folder of rules"
                  .formatted(folder, e.getMessage())));
    }
  }

  /**
   * Reads the folder when its edits wait for an approval: it judges only in the place of what this
   * daemon has not in force, at the first start, or no longer understands.
   *
   * @throws ConfigurationException as {@link #read}
   */
  void readWhatIsMissing() throws ConfigurationException, InterruptedException {
    if (rules.files().isEmpty()) {
      LOG.warn("Nothing is in force yet: {} is taken as it is, without an approval", folder);
      read();
    } else if (!rules.notUnderstood().isEmpty()) {
      LOG.warn(
          "{} of {} is taken as it is, without an approval",
          String.join(", ", rules.notUnderstood()),
          folder);
      List<SourceFile> files = rules.files();
      for (String pack : rules.notUnderstood()) {
        files = PackReview.with(files, pack, folder(pack));
      }
      offer(files);
    }
  }

  private List<SourceFile> folder(String pack) throws ConfigurationException {
    return filesOfFolder().stream()
        .filter(file -> RuleSetActivated.packOf(file).equals(pack))
        .toList();
  }

  /** From now on each edit goes live when it is saved. */
  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      offer(RulesFolder.read(folder));
    } catch (IOException e) {
      unreadable("the folder cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      seen = "";
      LOG.warn("The edited rules are not in force yet ({}); they are tried again", e.toString());
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      // Without this the watch would end unseen, and no later edit would ever be looked at.
      LOG.error("The edited rules overtax the daemon", e);
      rules.refused(
          List.of(
              ofFolder(
                  "the edited rules overtax the daemon: " + e,
                  "take the last edit back, or write it in smaller parts")));
    }
  }

  private void unreadable(String what) {
    if (!what.equals(seen)) {
      seen = what;
      rules.refused(
          List.of(ofFolder(what, "make " + folder + " and all below it readable for the daemon")));
    }
  }

  private static LiveRules.Problem ofFolder(String what, String instead) {
    return new LiveRules.Problem("", FOLDER, 0, what, instead);
  }

  private void offer(List<SourceFile> files) throws InterruptedException {
    rules.turn.lock();
    try {
      offerAlone(files);
    } finally {
      rules.turn.unlock();
    }
  }

  private void offerAlone(List<SourceFile> files) throws InterruptedException {
    String hash = RulesFolder.hash(files);
    if (hash.equals(seen)) {
      return;
    }
    seen = hash;
    boolean first = rules.inForce().isEmpty();
    if (files.isEmpty() && !rules.files().isEmpty()) {
      rules.refused(List.of(ofFolder("the folder is empty", "put the rules back")));
      return;
    }
    PackReview.Outcome outcome = rules.review(files);
    Optional<PackReview.Accepted> accepted = outcome.accepted();
    boolean useless =
        first
            && !outcome.refused().isEmpty()
            && accepted.filter(a -> judges(a.ruleSet())).isEmpty();
    if (useless) {
      accepted.ifPresent(a -> a.ruleSet().close());
    } else if (accepted.isPresent() && !rules.isClosed()) {
      Publication.Kind kind =
          first || !rules.notUnderstood().isEmpty()
              ? Publication.Kind.FOUND
              : Publication.Kind.SAVED;
      Publication how =
          Publication.ofFolder(kind, AUTHOR, clock.instant().truncatedTo(ChronoUnit.MILLIS));
      if (rules.activate(accepted.get(), new Origin(AUTHOR, REASON, how)).isEmpty()) {
        seen = "";
        LOG.warn("The journal is busy; the rules are tried again");
      }
    }
    rules.refused(problems(outcome.refused()));
  }

  private static boolean judges(RuleSet rules) {
    return !rules.rules().isEmpty() && !rules.catalogue().services().isEmpty();
  }

  private static List<LiveRules.Problem> problems(SortedMap<String, List<Problem>> refused) {
    Function<String, Function<Problem, LiveRules.Problem>> of =
        pack -> p -> new LiveRules.Problem(pack, p.path(), p.line(), p.what(), p.instead());
    return refused.entrySet().stream()
        .map(e -> e.getValue().stream().map(of.apply(e.getKey())))
        .flatMap(s -> s)
        .sorted(
            Comparator.comparing(LiveRules.Problem::path)
                .thenComparingInt(LiveRules.Problem::line)
                .thenComparing(LiveRules.Problem::what))
        .collect(Collectors.toList());
  }

  @Override
  public void close() {
    // Not interrupted: a compiler that is takes its own classes for missing.
    thread.shutdown();
  }
}
