package io.plumbline.publish;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What waits for one channel, and what may go next: of one finding the oldest event only, and never
 * two at once, so that nobody hears that a breach ended before hearing of it; of different findings
 * whatever is due. Holds no bodies. Knows no clock; for one thread.
 */
final class ChannelQueue {

  private static final Comparator<Entry> DUE_ORDER =
      Comparator.comparingLong((Entry e) -> e.dueMillis)
          .thenComparingLong(e -> e.queuedMillis)
          .thenComparing(e -> e.key.finding())
          .thenComparingInt(e -> e.key.revision());

  private final Map<String, NavigableMap<Integer, Entry>> findings = new HashMap<>();
  private final NavigableSet<Entry> heads = new TreeSet<>(DUE_ORDER);
  private int concurrency;
  private long pausedUntilMillis = Long.MIN_VALUE;
  private int size;
  private int underWay;

  ChannelQueue(int concurrency) {
    this.concurrency = concurrency;
  }

  /** One event that waits. */
  static final class Entry {
    private final DeliveryKey key;
    private final long queuedMillis;
    private long dueMillis;
    private boolean underWay;

    private Entry(DeliveryKey key, long queuedMillis, long dueMillis) {
      this.key = key;
      this.queuedMillis = queuedMillis;
      this.dueMillis = dueMillis;
    }

    DeliveryKey key() {
      return key;
    }
  }

  /**
   * Adds an event.
   *
   * @param key which
   * @param queued when it was first queued; the older of two that are due goes first
   * @param due when it may go
   * @return false when it waits already
   */
  boolean add(DeliveryKey key, Instant queued, Instant due) {
    NavigableMap<Integer, Entry> waiting =
        findings.computeIfAbsent(key.finding(), finding -> new TreeMap<>());
    if (waiting.containsKey(key.revision())) {
      return false;
    }
    Entry before = waiting.isEmpty() ? null : waiting.firstEntry().getValue();
    Entry entry = new Entry(key, queued.toEpochMilli(), due.toEpochMilli());
    waiting.put(key.revision(), entry);
    size++;
    if (before == null) {
      heads.add(entry);
    } else if (!before.underWay && waiting.firstEntry().getValue() == entry) {
      heads.remove(before);
      heads.add(entry);
    }
    return true;
  }

  /** From now on so many may be under way at once. */
  void admit(int most) {
    concurrency = most;
  }

  /** The receiver is back: whatever waits for another attempt may go now. */
  void hurry(Instant now) {
    List<Entry> waiting = List.copyOf(heads);
    heads.clear();
    for (Entry entry : waiting) {
      entry.dueMillis = Math.min(entry.dueMillis, now.toEpochMilli());
      heads.add(entry);
    }
  }

  /** Takes the next event that may go now; it is under way until one of the methods below. */
  Optional<Entry> take(Instant now) {
    if (heads.isEmpty() || underWay >= concurrency) {
      return Optional.empty();
    }
    Entry entry = heads.first();
    long nowMillis = now.toEpochMilli();
    if (entry.dueMillis > nowMillis || pausedUntilMillis > nowMillis) {
      return Optional.empty();
    }
    heads.remove(entry);
    entry.underWay = true;
    underWay++;
    return Optional.of(entry);
  }

  /** Takes any event that is not under way, due or not; used to empty the queue. */
  Optional<Entry> takeAny() {
    Entry entry = heads.pollFirst();
    if (entry != null) {
      entry.underWay = true;
      underWay++;
    }
    return Optional.ofNullable(entry);
  }

  /** An event under way is settled for good. */
  void done(Entry entry) {
    underWay--;
    size--;
    NavigableMap<Integer, Entry> waiting = findings.get(entry.key.finding());
    waiting.remove(entry.key.revision());
    if (waiting.isEmpty()) {
      findings.remove(entry.key.finding());
    } else {
      heads.add(waiting.firstEntry().getValue());
    }
  }

  /** An event under way has to go again. */
  void again(Entry entry, Instant due) {
    underWay--;
    entry.underWay = false;
    entry.dueMillis = due.toEpochMilli();
    heads.add(findings.get(entry.key.finding()).firstEntry().getValue());
  }

  /** The receiver asked to be left alone. */
  void pause(Instant until) {
    pausedUntilMillis = Math.max(pausedUntilMillis, until.toEpochMilli());
  }

  /** When there may be something to take, empty while something must be settled first. */
  Optional<Instant> nextDue() {
    if (heads.isEmpty() || underWay >= concurrency) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochMilli(Math.max(heads.first().dueMillis, pausedUntilMillis)));
  }

  /** Events that wait or are under way. */
  int size() {
    return size;
  }
}
