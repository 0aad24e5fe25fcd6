package io.plumbline.app;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.LiveRules;
import io.plumbline.journal.JournalWriter;
import io.plumbline.rules.Compilation;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rules folder. An edit is read, checked and compiled first; only then does it enter
 * the journal and replace what is in force. On any problem the version in force stays.
 */
final class RulesWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Path of a problem that is about the whole folder. */
  static final String FOLDER = ".";

  private final Path folder;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "rules-watch"));
  private volatile LiveRules live = LiveRules.NONE;
  private volatile Optional<RuleSet> inForce = Optional.empty();
  private Optional<Compiled> compiled = Optional.empty();
  private String seen = "";
  private SelectionSwitch selection;
  private long offered;

  RulesWatch(Path folder) {
    this.folder = folder;
  }

  private record Compiled(String hash, RuleSet ruleSet) {}

  /** The rules in force, and why a newer edit is not. */
  LiveRules live() {
    return live;
  }

  /** The compiled rules in force, empty before the first. */
  Optional<RuleSet> inForce() {
    return inForce;
  }

  /**
   * The rule set of an activation. What was just compiled for its check is not compiled again; the
   * engine calls this, also for rule sets that it meets in the journal.
   */
  synchronized RuleSet ruleSet(RuleSetActivated set) {
    RuleSet ruleSet =
        compiled
            .filter(c -> c.hash().equals(set.hash()))
            .map(Compiled::ruleSet)
            .orElseGet(() -> new KeptRules(folder).compile(set));
    compiled = Optional.empty();
    inForce = Optional.of(ruleSet);
    live = new LiveRules(set.version(), set.hash(), ruleSet.rules(), List.of());
    notifyAll();
    return ruleSet;
  }

  /**
   * Reads the folder for the first time and activates it if it differs from what is in force.
   *
   * @param writer where activations go
   * @param series what ingest keeps follows each of them
   * @throws ConfigurationException with every problem, if it cannot be used and nothing else is in
   *     force
   */
  void start(JournalWriter writer, SelectionSwitch series)
      throws ConfigurationException, InterruptedException {
    selection = series;
    List<SourceFile> files;
    try {
      files = RulesFolder.read(folder);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of(
              "%s: the rules folder cannot be read (%s); set rules.dir to a folder of rules"
                  .formatted(folder, e.getMessage())));
    }
    List<Problem> problems = offer(files, writer);
    if (!problems.isEmpty() && inForce.isEmpty()) {
      throw new ConfigurationException(problems.stream().map(Problem::toString).toList());
    }
    var unused =
        thread.scheduleWithFixedDelay(
            () -> look(writer),
            LOOK_EVERY.toMillis(),
            LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void look(JournalWriter writer) {
    try {
      offer(RulesFolder.read(folder), writer);
    } catch (IOException e) {
      unreadable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      seen = "";
      LOG.warn("The edited rules are not in force yet ({}); they are tried again", e.toString());
    } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
      // Without this the watch would end unseen, and no later edit would ever be looked at.
      LOG.error("The edited rules overtax the daemon", e);
      refuse(
          List.of(
              new Problem(
                  FOLDER,
                  0,
                  "the edited rules overtax the daemon: " + e,
                  "take the last edit back, or write it in smaller parts")));
    }
  }

  private void unreadable(IOException cause) {
    String what = "the folder cannot be read: " + cause.getMessage();
    if (!what.equals(seen)) {
      seen = what;
      refuse(
          List.of(
              new Problem(
                  FOLDER,
                  0,
                  what,
                  "make " + folder + " and all below it readable for the daemon")));
    }
  }

  private List<Problem> offer(List<SourceFile> files, JournalWriter writer)
      throws InterruptedException {
    String hash = RulesFolder.hash(files);
    if (hash.equals(seen)) {
      return List.of();
    }
    seen = hash;
    if (hash.equals(live.hash())) {
      live = new LiveRules(live.version(), hash, live.rules(), List.of());
      return List.of();
    }
    Compilation compilation = RuleSet.compile(files);
    if (compilation.ruleSet().isEmpty()) {
      refuse(compilation.problems());
      return compilation.problems();
    }
    synchronized (this) {
      compiled = Optional.of(new Compiled(hash, compilation.ruleSet().get()));
    }
    offered = Math.max(offered, live.version()) + 1;
    RuleSetActivated set =
        new RuleSetActivated(offered, files, hash, System.getProperty("user.name"), "saved");
    CompletableFuture<Long> durable = new CompletableFuture<>();
    Catalogue promised = compilation.ruleSet().get().catalogue();
    if (!writer.offer(new Activation(set, promised, selection, durable))) {
      seen = "";
      LOG.warn("The journal is busy; the rules are tried again");
      return List.of();
    }
    durable.join();
    if (judges(hash)) {
      LOG.info("Rules version {} ({}) is live.", offered, hash.substring(0, 8));
    } else {
      LOG.warn("Rules version {} is kept; the engine has not come to it yet.", offered);
    }
    return List.of();
  }

  private synchronized boolean judges(String hash) throws InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!live.hash().equals(hash)) {
      long left = TimeUnit.NANOSECONDS.toMillis(patience - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void refuse(List<Problem> problems) {
    live =
        new LiveRules(
            live.version(),
            live.hash(),
            live.rules(),
            problems.stream()
                .map(p -> new LiveRules.Problem(p.path(), p.line(), p.what(), p.instead()))
                .toList());
    for (Problem problem : problems) {
      String text = problem.line() == 0 ? problem.what() + "; " + problem.instead() : problem + "";
      LOG.error("{}. Version {} stays live.", text, live.version());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private record Activation(
      RuleSetActivated set,
      Catalogue catalogue,
      SelectionSwitch selection,
      CompletableFuture<Long> durable)
      implements JournalWriter.Submission {

    @Override
    public int bytes() {
      return set.files().stream().mapToInt(file -> file.text().length()).sum();
    }

    @Override
    public Optional<Signal> signal() {
      selection.turn(catalogue);
      return Optional.of(set);
    }

    @Override
    public void committed(long seq) {
      durable.complete(seq);
    }

    @Override
    public void failed(Exception cause) {
      selection.back();
      durable.completeExceptionally(new UncheckedIOException(new IOException(cause)));
    }
  }
}
