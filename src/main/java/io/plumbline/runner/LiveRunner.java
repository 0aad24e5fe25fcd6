package io.plumbline.runner;

import io.plumbline.engine.Engine;
import io.plumbline.engine.Outcome;
import io.plumbline.journal.Entry;
import io.plumbline.journal.Journal;
import io.plumbline.journal.JournalWriter;
import io.plumbline.rules.RuleSet;
import io.plumbline.runner.history.DailyCheckpoints;
import io.plumbline.runner.history.History;
import io.plumbline.runner.history.Retention;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.Tick;
import io.plumbline.store.Batch;
import io.plumbline.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the engine behind the journal on a thread of its own. State is kept at checkpoints, findings
 * at every tick that has any; after a crash the engine goes on from the last checkpoint, reads the
 * journal again, and tells only what had not been told.
 */
public final class LiveRunner implements JournalWriter.Follower, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRunner.class);
  private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
  private static final Duration SAY_EVERY = Duration.ofSeconds(10);
  private static final int QUEUED_GROUPS = 64;
  private static final List<Entry> STOP = List.of(new Entry(-1, new Tick(0)));

  private final Store store;
  private final Journal journal;
  private final int shards;
  private final Function<RuleSetActivated, RuleSet> compiler;
  private final Audience audience;
  private final Condition condition;
  private final PatientWriter writer;
  private final History history;
  private final DailyCheckpoints days;
  private final Retention retention;
  private final BlockingQueue<List<Entry>> queue = new ArrayBlockingQueue<>(QUEUED_GROUPS);
  private final Thread thread = new Thread(this::run, "engine");
  private Engine engine;
  private long applied;
  private long emitted;
  private Instant lastCheckpoint = Instant.EPOCH;
  private boolean atTick;
  private volatile long judgedMillis;
  private volatile boolean failed;

  /**
   * Prepares the thread.
   *
   * @param store where state and findings are kept
   * @param journal what to follow
   * @param shards how many shards judge side by side, at least 1
   * @param keep how long samples and history are kept
   * @param compiler makes a rule set of its texts
   * @param audience who learns of the outcome
   * @param condition learns how the engine fares
   */
  public LiveRunner(
      Store store,
      Journal journal,
      int shards,
      Retention.Keep keep,
      Function<RuleSetActivated, RuleSet> compiler,
      Audience audience,
      Condition condition) {
    this.store = store;
    this.journal = journal;
    this.shards = shards;
    this.compiler = compiler;
    this.audience = audience;
    this.condition = condition;
    this.writer = new PatientWriter(store::write, condition);
    this.history = new History(store);
    this.days = new DailyCheckpoints(store);
    this.retention = new Retention(store, journal, history, days, keep);
  }

  /**
   * Restores the state and catches up with the journal; then follows it. Returns when caught up.
   */
  public void start() {
    StoredState kept = new StoredState(store);
    kept.check(journal.last());
    applied = kept.checkpoint();
    emitted = kept.emitted();
    List<Outcome> standing = new ArrayList<>();
    engine = new Engine(compiler, kept, journal.series(), shards, standing::add);
    lastCheckpoint = engine.now();
    standing.forEach(outcome -> audience.judged(engine, outcome, applied));
    journal.read(
        applied,
        entry -> {
          apply(entry);
          condition.catchesUp(entry.seq(), journal.last());
        });
    judgedMillis = engine.now().toEpochMilli();
    thread.start();
  }

  /** The newest tick that is judged, milliseconds since the epoch; from any thread. */
  public long judgedMillis() {
    return judgedMillis;
  }

  /** False while the engine waits for the store: what comes now would only pile up before it. */
  @Override
  public boolean keepsUp() {
    return !writer.isWaiting();
  }

  /** Takes durable entries, in order; waits while the engine is far behind. */
  @Override
  public void follow(List<Entry> entries) {
    if (entries.isEmpty() || failed) {
      return;
    }
    try {
      queue.put(entries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      for (List<Entry> group = queue.take(); group != STOP; group = queue.take()) {
        group.forEach(this::apply);
      }
      // What came since the last tick is in no history yet; the journal has it for the next start.
      if (atTick) {
        checkpoint();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      LOG.error("The engine stopped; what was accepted is safe and is judged after a restart", e);
      failed = true;
      queue.clear();
      condition.stopped(e);
    }
  }

  private void apply(Entry entry) {
    engine.apply(entry.signal()).ifPresent(outcome -> judged(outcome, entry.seq()));
    applied = entry.seq();
    judgedMillis = engine.now().toEpochMilli();
    atTick = entry.signal() instanceof Tick;
    if (atTick && engine.now().isAfter(lastCheckpoint.plus(CHECKPOINT_EVERY))) {
      checkpoint();
    }
  }

  private void judged(Outcome outcome, long seq) {
    Batch batch = new Batch();
    boolean judged = history.add(batch, outcome, seq);
    if (seq > emitted && !outcome.events().isEmpty()) {
      StoredState.emitted(batch, seq);
      audience.commit(batch, outcome.events());
      writer.write(batch, true);
      emitted = seq;
      audience.committed(outcome.events(), seq);
    } else if (judged) {
      // What is synced next takes it along; should it be lost before, a replay writes it again.
      writer.write(batch, false);
    }
    audience.judged(engine, outcome, seq);
  }

  private void checkpoint() {
    Batch batch = StoredState.changes(engine.takeState(), applied);
    retention.checkpoint(batch, engine.now(), applied);
    writer.write(batch, true);
    lastCheckpoint = engine.now();
    days.committed(lastCheckpoint, applied);
  }

  /** From now on it does not wait for a store that fails, but gives up. */
  public void hurry() {
    writer.close();
  }

  /**
   * Judges what is queued, keeps the state and ends the thread, however long that takes: the store
   * must not be closed before.
   */
  @Override
  public void close() {
    hurry();
    try {
      if (!failed) {
        queue.put(STOP);
      }
      thread.join(SAY_EVERY.toMillis());
      while (thread.isAlive()) {
        LOG.info("The engine still judges what was accepted, then keeps its state");
        thread.join(SAY_EVERY.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    days.close();
    if (engine != null) {
      engine.close();
    }
  }
}
