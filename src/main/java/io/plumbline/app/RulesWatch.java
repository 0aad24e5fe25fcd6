package io.plumbline.app;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.LiveRules;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.journal.JournalWriter;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RuleSetActivated.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String AUTHOR = System.getProperty("user.name");
  private static final String REASON = "saved";

  /** Path of a problem that is about the whole folder. */
  static final String FOLDER = ".";

  private final Path folder;
  private final Supplier<List<ServiceStanding>> standings;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(RulesWatch::daemon);
  private final StoryTelling telling = new StoryTelling();
  private volatile LiveRules live = LiveRules.NONE;
  private volatile Optional<RuleSet> inForce = Optional.empty();
  private Optional<Compiled> compiled = Optional.empty();

  /** What the journal has, which the engine may not have come to yet. */
  private Optional<RuleSetActivated> standing = Optional.empty();

  private String seen = "";
  private SelectionSwitch selection;
  private volatile boolean closed;

  /**
   * Prepares.
   *
   * @param standings what stands now, so that edited rules can be tried on it
   */
  RulesWatch(Path folder, Supplier<List<ServiceStanding>> standings) {
    this.folder = folder;
    this.standings = standings;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rules-watch");
    thread.setDaemon(true);
    return thread;
  }

  private record Compiled(String hash, RuleSet ruleSet) {}

  /** The rules in force, and why newer edits are not. */
  LiveRules live() {
    return live;
  }

  /** The compiled rules in force, empty before the first. */
  Optional<RuleSet> inForce() {
    return inForce;
  }

  /**
   * The rule set of what is in force from now on. What was just compiled for its check is not
   * compiled again; the engine calls this, also for rules that it meets in the journal.
   */
  synchronized RuleSet ruleSet(RuleSetActivated set) {
    Optional<RuleSet> offered =
        compiled.filter(c -> c.hash().equals(set.hash())).map(Compiled::ruleSet);
    if (offered.isPresent()) {
      compiled = Optional.empty();
      inForce = offered;
    } else {
      KeptRules.Understood kept = new KeptRules(folder).compile(set, inForce);
      inForce = Optional.of(kept.ruleSet());
      // It comes to what was offered a while ago; what was offered since goes on from there.
      if (standing.map(RuleSetActivated::version).orElse(0L) <= set.version()) {
        standing = kept.asKept();
      }
    }
    RuleSet rules = inForce.orElseThrow();
    List<LiveRules.Pack> packs =
        set.packs().entrySet().stream().map(e -> pack(e.getKey(), e.getValue())).toList();
    live = new LiveRules(set.version(), set.hash(), packs, rules.rules(), live.problems());
    notifyAll();
    return rules;
  }

  private static LiveRules.Pack pack(String name, Pack pack) {
    return new LiveRules.Pack(name, pack.version(), pack.hash(), pack.author(), pack.reason());
  }

  /**
   * Reads the folder for the first time and activates what differs from what is in force. If
   * nothing is in force, the packs without problems judge, and the others are told of.
   *
   * @param writer where activations go
   * @param series what ingest keeps follows each of them
   * @throws ConfigurationException with every problem, if nothing is in force and no service would
   *     be judged
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
    boolean first = inForce.isEmpty();
    offer(files, writer);
    if (first && inForce.isEmpty() && !live.problems().isEmpty()) {
      throw new ConfigurationException(
          live.problems().stream().map(LiveRules.Problem::text).toList());
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
      unreadable("the folder cannot be read: " + e.getMessage());
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
              ofFolder(
                  "the edited rules overtax the daemon: " + e,
                  "take the last edit back, or write it in smaller parts")));
    }
  }

  private void unreadable(String what) {
    if (!what.equals(seen)) {
      seen = what;
      refuse(
          List.of(ofFolder(what, "make " + folder + " and all below it readable for the daemon")));
    }
  }

  private static LiveRules.Problem ofFolder(String what, String instead) {
    return new LiveRules.Problem("", FOLDER, 0, what, instead);
  }

  private void offer(List<SourceFile> files, JournalWriter writer) throws InterruptedException {
    String hash = RulesFolder.hash(files);
    if (hash.equals(seen)) {
      return;
    }
    seen = hash;
    telling.stop();
    Optional<RuleSet> before = inForce;
    List<SourceFile> filesBefore = standing.map(RuleSetActivated::files).orElse(List.of());
    if (files.isEmpty() && !filesBefore.isEmpty()) {
      refuse(List.of(ofFolder("the folder is empty", "put the rules back")));
      return;
    }
    PackReview.Outcome outcome =
        new PackReview(filesBefore, before, standings.get(), files).review();
    Optional<PackReview.Accepted> accepted = outcome.accepted();
    boolean useless =
        before.isEmpty()
            && !outcome.refused().isEmpty()
            && accepted.filter(a -> judges(a.ruleSet())).isEmpty();
    if (useless) {
      accepted.ifPresent(a -> a.ruleSet().close());
    } else if (accepted.isPresent() && !closed) {
      activate(accepted.get(), writer);
      if (!filesBefore.isEmpty()) {
        telling.tell(
            new RehearsedStories(
                accepted.get().ruleSet(), accepted.get().all(), before, filesBefore),
            accepted.get().packs());
      }
    }
    refuse(problems(outcome.refused()));
  }

  private static boolean judges(RuleSet rules) {
    return !rules.rules().isEmpty() && !rules.catalogue().services().isEmpty();
  }

  private void activate(PackReview.Accepted accepted, JournalWriter writer)
      throws InterruptedException {
    String hash = RulesFolder.hash(accepted.all());
    synchronized (this) {
      compiled.ifPresent(never -> never.ruleSet().close());
      compiled = Optional.of(new Compiled(hash, accepted.ruleSet()));
    }
    RuleSetActivated set = entry(accepted);
    CompletableFuture<Long> durable = new CompletableFuture<>();
    if (!writer.offer(new Activation(set, accepted.ruleSet().catalogue(), selection, durable))) {
      seen = "";
      LOG.warn("The journal is busy; the rules are tried again");
      return;
    }
    durable.join();
    synchronized (this) {
      standing = Optional.of(standing.map(s -> set.after(s, RulesFolder::hash)).orElse(set));
    }
    accepted.warnings().forEach(warning -> LOG.warn("{}", warning.asWarning()));
    String packs = String.join(", ", accepted.packs());
    if (judges(hash)) {
      LOG.info(
          "Rules version {} ({}) is live: {}.{}",
          set.version(),
          hash.substring(0, 8),
          packs,
          inWords(accepted.trial()));
    } else {
      LOG.warn(
          "Rules version {} ({}) is kept; the engine has not come to it yet.",
          set.version(),
          packs);
    }
  }

  private static String inWords(Trial trial) {
    return trial.services() == 0
        ? ""
        : " Of the facts of now, %d judgements appear and %d vanish (%d services tried)."
            .formatted(trial.appear(), trial.vanish(), trial.services());
  }

  /** About the accepted packs; about all when nothing that is understood is in force. */
  private RuleSetActivated entry(PackReview.Accepted accepted) {
    long version = Math.max(live.version(), standing.map(s -> s.version()).orElse(0L)) + 1;
    SortedMap<String, Pack> packs = new TreeMap<>();
    for (String name : accepted.packs()) {
      List<SourceFile> of =
          accepted.files().stream()
              .filter(file -> RuleSetActivated.packOf(file).equals(name))
              .toList();
      packs.put(name, new Pack(version, RulesFolder.hash(of), AUTHOR, REASON));
    }
    List<SourceFile> files = standing.isPresent() ? accepted.files() : accepted.all();
    return new RuleSetActivated(
        version, files, RulesFolder.hash(files), AUTHOR, REASON, packs, standing.isPresent());
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

  private synchronized void refuse(Collection<LiveRules.Problem> problems) {
    if (closed) {
      return;
    }
    live = live.with(List.copyOf(problems));
    for (LiveRules.Problem problem : problems) {
      LOG.error("{}. {}", problem.text(), stays(problem));
    }
  }

  private String stays(LiveRules.Problem problem) {
    long version = problem.pack().isEmpty() ? live.version() : live.versionOf(problem.pack());
    if (version == 0) {
      return "Pack " + problem.pack() + " is not in force.";
    }
    // Whoever broke another pack must be told that it is his edit which waits.
    return problem.pack().isEmpty() || problem.path().startsWith(problem.pack() + "/")
        ? "Version " + version + " stays live."
        : "Version " + version + " of pack " + problem.pack() + " stays live.";
  }

  @Override
  public void close() {
    closed = true;
    // Not interrupted: a compiler that is takes its own classes for missing.
    thread.shutdown();
    telling.close();
  }
}
