package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which series a block of label bytes is. Ids are dense from 0 and never change; the journal's
 * dictionary is their only record, so a new series counts as pending until {@link #confirm} says
 * that the journal has it.
 *
 * <p>The raw bytes are the key, always verified by comparison. The first sight of a block decodes
 * it, checks it and looks for the series under its canonical bytes; another order of the labels is
 * remembered as an alias. Senders repeat their order, so the block after the last one is guessed
 * first, and hashed only when the guess was wrong.
 *
 * <p>Everything but {@link #confirmed} belongs to the journal's thread.
 */
public final class SeriesIndex {

  /** After so many wrong guesses in a row the rest of a request is not guessed. */
  private static final int PATIENCE = 64;

  /** Flag of a key's value, below the id: these bytes are not the canonical ones. */
  private static final int ALIAS = 1;

  private final SeriesLimits limits;
  private final LabelDecoder decoder;
  private final KeyTable keys;

  /** For each key the one that followed it last time, plus 1. */
  private int[] next = new int[512];

  private final List<Pending> pending = new ArrayList<>();
  private int size;
  private volatile int confirmed;
  private int previous = KeyTable.NONE;
  private int misses;

  /** An empty index with a secret seed of its own. */
  public SeriesIndex(SeriesLimits limits) {
    this(limits, LabelHash.seeded(new SecureRandom()));
  }

  SeriesIndex(SeriesLimits limits, LabelHash hash) {
    this.limits = limits;
    this.decoder = new LabelDecoder(limits);
    this.keys = new KeyTable(hash);
  }

  /**
   * Takes over the journal's dictionary; only for an index that is still empty. The limit does not
   * apply: what was accepted once stays.
   *
   * @param dictionary every series of the journal, in the order of their ids from 0
   */
  public void restore(List<MetricBatch.Series> dictionary) {
    if (size != 0) {
      throw new IllegalStateException("an index can be restored only while it is empty");
    }
    for (MetricBatch.Series series : dictionary) {
      if (series.id() != size) {
        throw new IllegalArgumentException(
            "the dictionary lacks series " + size + "; it goes on with " + series.id());
      }
      byte[] key = LabelBlock.of(series.labels().pairs());
      enter(keys.tag(key, 0, key.length), key, 0, key.length, size << 1);
      size++;
    }
    confirmed = size;
  }

  /** A new request begins: its first block follows nothing. */
  public void begin() {
    previous = KeyTable.NONE;
    misses = 0;
  }

  /**
   * The id of the series with these labels, given now if it is a new one.
   *
   * @param block bytes that hold label fields as remote write 1.0 sends them
   * @param from where they begin
   * @param to where they end
   * @throws RefusedItemException when the labels break a rule or no further series is accepted
   */
  public int resolve(byte[] block, int from, int to) throws RefusedItemException {
    return keys.value(key(block, from, to, false)) >> 1;
  }

  /**
   * The id of the series with these labels, as remote write 2.0 sends them: names may be any text,
   * but must be sorted and unique, and no value may be empty.
   *
   * @throws RefusedItemException when the labels break a rule or no further series is accepted
   */
  int resolveCanonical(byte[] block, int from, int to) throws RefusedItemException {
    int value = keys.value(key(block, from, to, true));
    if ((value & ALIAS) != 0) {
      throw decoder.notCanonical(block, from, to);
    }
    return value >> 1;
  }

  private int key(byte[] block, int from, int to, boolean canonical) throws RefusedItemException {
    if (previous != KeyTable.NONE && misses < PATIENCE) {
      int guess = next[previous] - 1;
      if (guess >= 0 && keys.holds(guess, block, from, to)) {
        misses = 0;
        previous = guess;
        return guess;
      }
      misses++;
    }
    int tag = keys.tag(block, from, to);
    int key = keys.find(tag, block, from, to);
    if (key == KeyTable.NONE) {
      key = canonical ? admitCanonical(tag, block, from, to) : admit(tag, block, from, to);
    }
    if (previous != KeyTable.NONE) {
      next[previous] = key + 1;
    }
    previous = key;
    return key;
  }

  /** The labels of a block as text for people. */
  String show(byte[] block, int from, int to) {
    return decoder.show(block, from, to);
  }

  /** How many series there are, pending ones among them. */
  public int size() {
    return size;
  }

  /** How many series the journal has. Any thread may ask. */
  public int confirmed() {
    return confirmed;
  }

  /** The pending series from this id on. */
  public List<MetricBatch.Series> since(int id) {
    return pending.subList(Math.max(0, id - confirmed), pending.size()).stream()
        .map(Pending::series)
        .toList();
  }

  /**
   * The journal has all series below this id.
   *
   * @throws IllegalStateException when they were rolled back before, which would leave samples in
   *     the journal without a series
   */
  public void confirm(int upTo) {
    if (upTo > size) {
      throw new IllegalStateException("series " + (upTo - 1) + " was rolled back before");
    }
    if (upTo > confirmed) {
      pending.subList(0, upTo - confirmed).clear();
      confirmed = upTo;
    }
  }

  /** Forgets the pending series from this id on: the request that brought them is not kept. */
  public void truncate(int id) {
    int first = Math.max(0, id - confirmed);
    if (first < pending.size()) {
      keys.truncate(pending.get(first).key());
      pending.subList(first, pending.size()).clear();
      size = confirmed + first;
      begin();
    }
  }

  /** Forgets every pending series: the journal could not append. */
  public void rollback() {
    truncate(confirmed);
  }

  private int admitCanonical(int tag, byte[] block, int from, int to) throws RefusedItemException {
    Labels labels = decoder.decodeAny(block, from, to);
    byte[] sorted = LabelBlock.of(labels.pairs());
    if (!Arrays.equals(sorted, 0, sorted.length, block, from, to)) {
      throw decoder.notCanonical(block, from, to);
    }
    return create(tag, sorted, labels);
  }

  private int admit(int tag, byte[] block, int from, int to) throws RefusedItemException {
    Labels labels = decoder.decode(block, from, to);
    byte[] canonical = LabelBlock.of(labels.pairs());
    if (Arrays.equals(canonical, 0, canonical.length, block, from, to)) {
      return create(tag, canonical, labels);
    }
    int canonicalTag = keys.tag(canonical, 0, canonical.length);
    int key = keys.find(canonicalTag, canonical, 0, canonical.length);
    if (key == KeyTable.NONE) {
      key = create(canonicalTag, canonical, labels);
    }
    return mayRemember(to - from, canonical.length)
        ? enter(tag, block, from, to, keys.value(key) | ALIAS)
        : key;
  }

  /** Aliases are bounded too, or a sender that permutes labels would fill the memory. */
  private boolean mayRemember(int length, int canonicalLength) {
    int aliases = keys.size() - size;
    return aliases < limits.series() && length <= 2 * canonicalLength && !keys.isFullFor(length);
  }

  private int create(int tag, byte[] canonical, Labels labels) throws RefusedItemException {
    if (size >= limits.series() || keys.isFullFor(canonical.length)) {
      throw new RefusedItemException(
          Refusal.SERIES_LIMIT,
          LabelDecoder.show(labels.pairs())
              + ": a new series, but the limit of "
              + limits.series()
              + " series is reached; send labels with fewer values or raise the limit");
    }
    int key = enter(tag, canonical, 0, canonical.length, size << 1);
    pending.add(new Pending(new MetricBatch.Series(size, labels), key));
    size++;
    return key;
  }

  private int enter(int tag, byte[] bytes, int from, int to, int value) {
    int key = keys.add(tag, bytes, from, to, value);
    if (key == next.length) {
      next = Arrays.copyOf(next, key * 2);
    }
    next[key] = 0;
    return key;
  }

  private record Pending(MetricBatch.Series series, int key) {}
}
