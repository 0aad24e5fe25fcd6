package io.plumbline.app;

import io.plumbline.app.publishing.BusyException;
import io.plumbline.app.publishing.Examination;
import io.plumbline.app.publishing.LivePacks;
import io.plumbline.app.publishing.Origin;
import io.plumbline.app.publishing.PackRecords;
import io.plumbline.app.publishing.UnsoundException;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.api.LiveRules;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.journal.Entry;
import io.plumbline.journal.JournalWriter;
import io.plumbline.rules.PackInfo;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RuleSetActivated.Pack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force, and the one way to put others in their place: what is accepted enters the
 * journal, and judges once the engine comes to it. One change at a time: whoever reviews and then
 * activates holds {@link #turn}.
 */
final class RulesInForce implements LivePacks {

  private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Whose turn it is to change what is in force. */
  final ReentrantLock turn = new ReentrantLock(true);

  private final Path folder;
  private final Supplier<List<ServiceStanding>> standings;
  private final PackRecords records;
  private final StoryTelling telling = new StoryTelling();
  private volatile LiveRules live = LiveRules.NONE;
  private volatile Optional<RuleSet> inForce = Optional.empty();
  private Optional<Compiled> compiled = Optional.empty();

  /** What the journal has, which the engine may not have come to yet. */
  private volatile Optional<RuleSetActivated> standing = Optional.empty();

  private JournalWriter writer;
  private SelectionSwitch selection;
  private volatile boolean closed;

  /**
   * Nothing is in force yet.
   *
   * @param folder the rules folder, which takes the place of kept rules that are not understood
   * @param standings what stands now, so that edited rules can be tried on it
   * @param records learn of each activation
   */
  RulesInForce(Path folder, Supplier<List<ServiceStanding>> standings, PackRecords records) {
    this.folder = folder;
    this.standings = standings;
    this.records = records;
  }

  private record Compiled(String hash, RuleSet ruleSet) {}

  /**
   * From now on rules can be put in force.
   *
   * @param journal where activations go
   * @param series what ingest keeps follows each of them
   */
  void attach(JournalWriter journal, SelectionSwitch series) {
    writer = journal;
    selection = series;
  }

  /** The rules in force, and why newer edits are not. */
  LiveRules live() {
    return live;
  }

  /** The compiled rules in force, empty before the first. */
  Optional<RuleSet> inForce() {
    return inForce;
  }

  @Override
  public long version() {
    return Math.max(live.version(), standing.map(RuleSetActivated::version).orElse(0L));
  }

  @Override
  public List<SourceFile> files() {
    return standing.map(RuleSetActivated::files).orElse(List.of());
  }

  /** The packs whose kept text this daemon does not understand; the folder's judges. */
  SortedSet<String> notUnderstood() {
    SortedSet<String> names = new TreeSet<>();
    live.packs().forEach(pack -> names.add(pack.name()));
    names.removeAll(standing.map(s -> s.packs().keySet()).orElse(Set.of()));
    return names;
  }

  @Override
  public PackInfo about(String pack) {
    return inForce.map(rules -> rules.about(pack)).orElse(PackInfo.NONE);
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

  /** Finds out what of some files, those of all packs, could be in force. */
  PackReview.Outcome review(List<SourceFile> files) {
    telling.stop();
    return new PackReview(files(), inForce, standings.get(), files).review();
  }

  @Override
  public Examination examine(String pack, List<SourceFile> files) {
    turn.lock();
    try {
      return Examining.of(inForce, files(), standings.get(), pack, files);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public long activate(String pack, List<SourceFile> files, Origin origin)
      throws UnsoundException, BusyException, InterruptedException {
    turn.lock();
    try {
      PackReview.Outcome outcome = review(PackReview.with(files(), pack, files));
      if (outcome.accepted().isEmpty()) {
        throw new UnsoundException(
            outcome.refused().values().stream().flatMap(List::stream).toList());
      }
      return activate(outcome.accepted().get(), origin).orElseThrow(BusyException::new);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Puts in force what was accepted; then its stories are told.
   *
   * @return its version; empty when the journal is busy, and it is to be tried again
   */
  Optional<Long> activate(PackReview.Accepted accepted, Origin origin) throws InterruptedException {
    Optional<RuleSet> before = inForce;
    List<SourceFile> filesBefore = files();
    String hash = RulesFolder.hash(accepted.all());
    synchronized (this) {
      compiled.ifPresent(never -> never.ruleSet().close());
      compiled = Optional.of(new Compiled(hash, accepted.ruleSet()));
    }
    RuleSetActivated set = entry(accepted, origin);
    CompletableFuture<Long> durable = new CompletableFuture<>();
    if (!writer.offer(new Activation(set, accepted.ruleSet().catalogue(), selection, durable))) {
      return Optional.empty();
    }
    long seq = durable.join();
    synchronized (this) {
      standing = Optional.of(standing.map(s -> set.after(s, RulesFolder::hash)).orElse(set));
      live =
          live.with(
              live.problems().stream().filter(p -> !accepted.packs().contains(p.pack())).toList());
    }
    records.add(new Entry(seq, set));
    say(accepted, set, hash);
    if (!filesBefore.isEmpty()) {
      telling.tell(
          new RehearsedStories(accepted.ruleSet(), accepted.all(), before, filesBefore),
          accepted.packs());
    }
    return Optional.of(set.version());
  }

  private void say(PackReview.Accepted accepted, RuleSetActivated set, String hash)
      throws InterruptedException {
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
  private RuleSetActivated entry(PackReview.Accepted accepted, Origin origin) {
    long version = version() + 1;
    SortedMap<String, Pack> packs = new TreeMap<>();
    for (String name : accepted.packs()) {
      List<SourceFile> of =
          accepted.files().stream()
              .filter(file -> RuleSetActivated.packOf(file).equals(name))
              .toList();
      packs.put(
          name,
          new Pack(
              version,
              RulesFolder.hash(of),
              origin.author(),
              origin.reason(),
              Optional.of(origin.publication())));
    }
    List<SourceFile> files = standing.isPresent() ? accepted.files() : accepted.all();
    return new RuleSetActivated(
        version,
        files,
        RulesFolder.hash(files),
        origin.author(),
        origin.reason(),
        packs,
        standing.isPresent());
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

  /** Says why newer edits are not in force; none when all are. */
  synchronized void refused(List<LiveRules.Problem> problems) {
    if (closed) {
      return;
    }
    live = live.with(problems);
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

  boolean isClosed() {
    return closed;
  }

  /** Nothing is put in force any more. */
  void close() {
    closed = true;
    telling.close();
  }
}
