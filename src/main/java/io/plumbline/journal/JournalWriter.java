package io.plumbline.journal;

import io.plumbline.signal.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that appends. Whatever waits when it is free becomes one group with one fsync, so
 * the cost of durability falls as the load rises, and a lone request never lingers.
 */
public final class JournalWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

  private static final long IDLE = Long.MIN_VALUE;

  private final Journal journal;
  private final Follower follower;
  private final long queueLimitBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Submission> queue = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "journal-writer");
  private final LongAdder appends = new LongAdder();
  private final LongAdder appendNanos = new LongAdder();
  private long queuedBytes;
  private volatile long appendingSince = IDLE;
  private boolean closing;
  private boolean failing;

  /**
   * Prepares the thread.
   *
   * @param journal where to append
   * @param follower comes after
   * @param queueLimitBytes decompressed bytes that may wait
   */
  public JournalWriter(Journal journal, Follower follower, long queueLimitBytes) {
    this.journal = journal;
    this.follower = follower;
    this.queueLimitBytes = queueLimitBytes;
  }

  /** Begins to append. */
  public void start() {
    thread.start();
  }

  /**
   * Something that wants to be in the journal. All its methods but {@link #bytes} are called on the
   * writer thread.
   */
  public interface Submission {

    /** Decompressed size in bytes, for the bound of the queue. */
    int bytes();

    /**
     * Decodes. Empty when there is nothing to keep.
     *
     * @throws RefusedException if it cannot be accepted
     */
    Optional<Signal> signal() throws RefusedException;

    /**
     * It is durable.
     *
     * @param seq sequence number of its entry, or of the newest one when there was nothing to keep
     */
    void committed(long seq);

    /**
     * It was not kept.
     *
     * @param cause a {@link RefusedException}, or what the store said
     */
    void failed(Exception cause);
  }

  /** Who comes after the journal. */
  @FunctionalInterface
  public interface Follower {

    /** Sees every group once it is durable, on the writer thread; may hold it back. */
    void follow(List<Entry> entries);

    /** Whether more may be accepted; from any thread. */
    default boolean keepsUp() {
      return true;
    }
  }

  /**
   * Queues a submission; false when the queue is full or closed, or the follower does not keep up.
   * An empty queue takes any size.
   */
  public boolean offer(Submission submission) {
    lock.lock();
    try {
      if (closing
          || !follower.keepsUp()
          || (queuedBytes > 0 && queuedBytes + submission.bytes() > queueLimitBytes)) {
        return false;
      }
      queue.add(submission);
      queuedBytes += submission.bytes();
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether what is queued will be appended: the thread runs. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Decompressed bytes that wait. */
  public long queuedBytes() {
    lock.lock();
    try {
      return queuedBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Groups appended since the start. */
  public long appends() {
    return appends.sum();
  }

  /** Nanoseconds that appending and syncing took since the start. */
  public double appendNanos() {
    return appendNanos.sum();
  }

  /** How long the append under way has taken, zero when there is none; from any thread. */
  public Duration appending() {
    long since = appendingSince;
    return since == IDLE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  private void run() {
    for (List<Submission> group = take(); !group.isEmpty(); group = take()) {
      append(group);
    }
  }

  private List<Submission> take() {
    lock.lock();
    try {
      while (queue.isEmpty() && !closing) {
        work.awaitUninterruptibly();
      }
      List<Submission> group = new ArrayList<>(queue);
      queue.clear();
      queuedBytes = 0;
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void append(List<Submission> group) {
    List<Submission> decoded = new ArrayList<>(group.size());
    List<Boolean> kept = new ArrayList<>(group.size());
    List<Signal> signals = new ArrayList<>(group.size());
    for (Submission submission : group) {
      try {
        Optional<Signal> signal = submission.signal();
        signal.ifPresent(signals::add);
        kept.add(signal.isPresent());
        decoded.add(submission);
      } catch (RefusedException e) {
        fail(submission, e);
      } catch (RuntimeException | Error e) {
        // One body that exhausts memory or stack must not end the thread for all the others.
        LOG.error("A submission could not be decoded", e);
        fail(submission, new IllegalStateException("could not be decoded", e));
      }
    }
    List<Entry> entries;
    long began = System.nanoTime();
    appendingSince = began;
    try {
      entries = signals.isEmpty() ? List.of() : journal.append(signals);
      if (!signals.isEmpty()) {
        appends.increment();
        appendNanos.add(System.nanoTime() - began);
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        failing = true;
        LOG.error("The journal could not be written; senders are asked to try again", e);
      }
      decoded.forEach(submission -> fail(submission, e));
      return;
    } finally {
      appendingSince = IDLE;
    }
    follower.follow(entries);
    int next = 0;
    for (int i = 0; i < decoded.size(); i++) {
      answer(decoded.get(i), kept.get(i) ? entries.get(next++).seq() : journal.last());
    }
  }

  private static void fail(Submission submission, Exception cause) {
    try {
      submission.failed(cause);
    } catch (RuntimeException e) {
      LOG.error("A submission was not kept and its sender could not be told", e);
    }
  }

  // One sender's answer must not cost the others theirs, nor the thread its life.
  private static void answer(Submission submission, long seq) {
    try {
      submission.committed(seq);
    } catch (RuntimeException e) {
      LOG.error("A submission was kept but its sender could not be told", e);
    }
  }

  /** Refuses new submissions, appends what waits, and ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
