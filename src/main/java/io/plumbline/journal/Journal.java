package io.plumbline.journal;

import io.plumbline.signal.MetricBatch;
import io.plumbline.signal.Signal;
import io.plumbline.signal.Tick;
import io.plumbline.store.Batch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Everything accepted, in one order. One thread appends; any thread may read what was appended
 * before it began.
 */
public final class Journal {

  private static final int PAGE_ENTRIES = 512;
  private static final int PAGE_BYTES = 8 << 20;

  private final Store store;
  private volatile long last;

  /** Up to here an append failed, and may have left entries on the disk all the same. */
  private long doubtful;

  /** The journal kept in a store; it goes on after the newest entry there. */
  public Journal(Store store) {
    this.store = store;
    this.last = store.lastKey(Family.JOURNAL).map(Keys::number).orElse(0L);
  }

  /** Sequence number of the newest entry, 0 when there is none. */
  public long last() {
    return last;
  }

  /**
   * Appends signals as consecutive entries, all or none. When it returns they survive power loss,
   * except for a group of nothing but ticks: nobody waits for those, and what follows from them is
   * written after them.
   *
   * @return the entries
   * @throws io.plumbline.store.StoreException if the disk is full or fails; nothing was appended,
   *     and what may have reached the disk is taken back by the next append that works
   */
  public List<Entry> append(List<Signal> signals) {
    Batch batch = new Batch();
    List<Entry> entries = new ArrayList<>(signals.size());
    boolean sync = false;
    long seq = last;
    for (Signal signal : signals) {
      seq++;
      byte[] entry = SignalCodec.write(signal);
      batch.put(Family.JOURNAL, Keys.of(seq), entry);
      if (!(signal instanceof MetricBatch || signal instanceof Tick)) {
        batch.put(Family.ARCHIVE, Keys.of(seq), entry);
      }
      if (signal instanceof MetricBatch metrics) {
        for (MetricBatch.Series series : metrics.newSeries()) {
          batch.put(Family.SERIES, Keys.of(series.id()), Cbor.write(series));
        }
      }
      sync |= !(signal instanceof Tick);
      entries.add(new Entry(seq, signal));
    }
    for (long left = seq + 1; left <= doubtful; left++) {
      batch.delete(Family.JOURNAL, Keys.of(left));
      batch.delete(Family.ARCHIVE, Keys.of(left));
    }
    doubtful = Math.max(doubtful, seq);
    store.write(batch, sync);
    last = seq;
    doubtful = 0;
    return entries;
  }

  /**
   * Adds to a batch that the entries up to one are gone, itself included. The newest entry stays,
   * since the next one is numbered after it; incident events, rule sets and authored acts stay in
   * the archive.
   */
  public void cut(Batch batch, long upTo) {
    batch.deleteRange(Family.JOURNAL, Keys.of(0), Keys.of(Math.min(upTo + 1, last)));
  }

  /**
   * Reads the entries after a sequence number, oldest first; what was cut is left out. They come in
   * pages, so that the store is not held while the reader works, which may want to write to it.
   */
  public void read(long after, Consumer<Entry> reader) {
    read(Family.JOURNAL, after, bytes -> true, reader);
  }

  /** Reads the archive after a sequence number: all but samples and ticks, oldest first. */
  public void readArchive(long after, Consumer<Entry> reader) {
    read(Family.ARCHIVE, after, bytes -> true, reader);
  }

  /** Reads of the archive what is about rules: activations and acts, oldest first. */
  public void readRules(Consumer<Entry> reader) {
    read(Family.ARCHIVE, 0, SignalCodec::isOfRules, reader);
  }

  /** One entry of the archive, empty when there is none of that number. */
  public Optional<Signal> archived(long seq) {
    return store.get(Family.ARCHIVE, Keys.of(seq)).map(SignalCodec::read);
  }

  private void read(Family family, long after, Predicate<byte[]> wanted, Consumer<Entry> reader) {
    Page page = new Page(List.of(), after, false);
    while (!page.last()) {
      page = page(family, page.upTo(), wanted);
      page.entries().forEach(reader);
    }
  }

  /**
   * Some entries.
   *
   * @param upTo the last one looked at
   * @param last whether none is left
   */
  private record Page(List<Entry> entries, long upTo, boolean last) {}

  private Page page(Family family, long after, Predicate<byte[]> wanted) {
    List<Entry> entries = new ArrayList<>();
    long[] bytes = {0};
    long[] upTo = {after};
    boolean[] last = {true};
    store.scan(
        family,
        Keys.of(after + 1),
        (key, value) -> {
          upTo[0] = Keys.number(key);
          if (wanted.test(value)) {
            entries.add(new Entry(upTo[0], SignalCodec.read(value)));
            bytes[0] += value.length;
          }
          last[0] = entries.size() < PAGE_ENTRIES && bytes[0] < PAGE_BYTES;
          return last[0];
        });
    return new Page(entries, upTo[0], last[0]);
  }

  /** Every series ever accepted, by ascending id. */
  public List<MetricBatch.Series> series() {
    List<MetricBatch.Series> series = new ArrayList<>();
    store.scan(
        Family.SERIES,
        Keys.of(0),
        (key, value) -> series.add(Cbor.read(value, MetricBatch.Series.class)));
    return series;
  }
}
