package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import io.plumbline.signal.MetricBatch;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which series a block of label bytes is, and whether anything looks at it. Ids are dense from 0
 * and never change; the journal's dictionary is their only record, so a new series counts as
 * pending until {@link #confirm} says that the journal has it.
 *
 * <p>The raw bytes are the key, always verified by comparison. The first sight of a block decodes
 * it, checks it, asks whether it is selected and looks for the series under its canonical bytes.
 * What came of it is remembered, also for other orders of the labels and for what nothing selects,
 * as long as there is room; what is not remembered is found out again.
 *
 * <p>Everything but {@link #confirmed} and {@link #full} belongs to the journal's thread.
 */
public final class SeriesIndex {

  /** What {@link #resolve} answers for a series that nothing looks at. */
  public static final int DROPPED = -1;

  private static final int NOT_SELECTED = SeriesKeys.NO_ID << SeriesKeys.FLAGS | SeriesKeys.DROPPED;

  /** It looks at every series; so often it costs nothing to speak of. */
  private static final Duration RECOUNT_EVERY = Duration.ofMinutes(10);

  private final SeriesLimits limits;
  private final LabelDecoder decoder;
  private final SeriesKeys keys;
  private final SeriesQuota quota;
  private final Replicas replicas;
  private final List<Pending> pending = new ArrayList<>();
  private Selection selection;
  private int size;
  private volatile int confirmed;
  private boolean crowded;
  private long recountAt;
  private int source;

  /** An empty index with a secret seed of its own. */
  public SeriesIndex(SeriesLimits limits, ReplicaLabels replicas, Selection selection) {
    this(limits, replicas, selection, LabelHash.seeded(new SecureRandom()));
  }

  SeriesIndex(SeriesLimits limits, ReplicaLabels replicas, Selection selection, LabelHash hash) {
    this.limits = limits;
    this.replicas = new Replicas(replicas);
    this.selection = selection;
    this.decoder = new LabelDecoder(limits);
    this.keys = new SeriesKeys(hash);
    this.quota = new SeriesQuota(limits.perTaker());
  }

  /**
   * Takes over the journal's dictionary; only for an index that is still empty. The limits do not
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
      Labels labels = replicas.strip(series.labels());
      byte[] key = LabelBlock.of(labels.pairs());
      // Replicas that were series of their own go on as the first of them.
      if (keys.peek(key) == KeyTable.NONE) {
        keys.add(key, 0, key.length, value(size, selection.takers(labels)), Replicas.NONE);
      }
      size++;
    }
    confirmed = size;
  }

  /** What the id of a known series stands for under the present selection. */
  private int value(int id, List<String> takers) {
    quota.add(takers);
    return id << SeriesKeys.FLAGS | (takers.isEmpty() ? SeriesKeys.DROPPED : 0);
  }

  /**
   * From here on this is what is looked at, in the order of the journal: it is called while the
   * rules that select so are on their way into it. Should they not get there, the selection before
   * them is put back by the same call.
   */
  public void select(Selection now) {
    selection = now;
    keys.reselect();
    quota.clear();
    for (int key = 0; key < keys.size(); key++) {
      if (keys.isSeries(key)) {
        int id = keys.value(key) >> SeriesKeys.FLAGS;
        keys.decide(key, value(id, takers(keys.block(key))));
      }
    }
  }

  private List<String> takers(byte[] block) {
    try {
      return selection.takers(decoder.decodeAny(block, 0, block.length));
    } catch (RefusedItemException e) {
      throw new IllegalStateException("labels that were checked before", e);
    }
  }

  /** A new request begins, whose first series follows nothing. */
  public void begin(long nowMillis) {
    boolean later = keys.begin(nowMillis);
    if (crowded && pending.isEmpty() && (later || keys.passing() > limits.series() / 2)) {
      keys.sweep(limits.series() / 2);
      crowded = false;
    }
    if (later && !quota.full().isEmpty() && pending.isEmpty() && nowMillis >= recountAt) {
      recountAt = nowMillis + RECOUNT_EVERY.toMillis();
      recount();
    }
  }

  // Pods come and go: without this, those of long ago would leave no room for those of today.
  private void recount() {
    quota.clear();
    keys.alive().forEach(key -> quota.add(takers(keys.block(key))));
  }

  /**
   * The id of the series with these labels, given now if it is a new one; {@link #DROPPED} if
   * nothing looks at it.
   *
   * @param block bytes that hold label fields as remote write 1.0 sends them
   * @param from where they begin
   * @param to where they end
   * @throws RefusedItemException when the labels break a rule or no further series is accepted
   */
  public int resolve(byte[] block, int from, int to) throws RefusedItemException {
    return id(find(block, from, to, false));
  }

  /**
   * The id of the series with these labels, as remote write 2.0 sends them: names may be any text,
   * but must be sorted and unique, and no value may be empty.
   *
   * @throws RefusedItemException when the labels break a rule or no further series is accepted
   */
  int resolveCanonical(byte[] block, int from, int to) throws RefusedItemException {
    int value = find(block, from, to, true);
    if ((value & SeriesKeys.UNSORTED) != 0) {
      throw decoder.notCanonical(block, from, to);
    }
    return id(value);
  }

  /**
   * Where the labels end that begin here, if they begin with those of the series that came next in
   * earlier requests; {@code from} if they do not.
   */
  int foresee(byte[] bytes, int from, int end) {
    return keys.foresee(bytes, from, end);
  }

  private static int id(int value) {
    return (value & SeriesKeys.DROPPED) == 0 ? value >> SeriesKeys.FLAGS : DROPPED;
  }

  private int find(byte[] block, int from, int to, boolean canonical) throws RefusedItemException {
    int key = keys.find(block, from, to);
    if (key == KeyTable.NONE) {
      Labels labels =
          canonical ? decoder.decodeAny(block, from, to) : decoder.decode(block, from, to);
      return admit(block, from, to, labels, canonical);
    }
    source = keys.source(key);
    return keys.isDecided(key) ? keys.value(key) : reconsider(key);
  }

  /**
   * Whether a sample of the series resolved last is to be kept: its replica is the elected one of
   * its cluster.
   *
   * @param time time of the sample, milliseconds since the epoch
   */
  boolean admits(long time) {
    return source == Replicas.NONE || replicas.admits(source, time);
  }

  /** The first sight of a block, or the first since it was forgotten. */
  private int admit(byte[] block, int from, int to, Labels sent, boolean strict)
      throws RefusedItemException {
    byte[] sorted = LabelBlock.of(sent.pairs());
    boolean isSorted = Arrays.equals(sorted, 0, sorted.length, block, from, to);
    if (strict && !isSorted) {
      throw decoder.notCanonical(block, from, to);
    }
    source = replicas.source(sent);
    boolean alias = !isSorted || source != Replicas.NONE;
    Labels labels = replicas.strip(sent);
    List<String> takers = selection.takers(labels);
    int key = KeyTable.NONE;
    int value = NOT_SELECTED;
    if (!takers.isEmpty()) {
      key = known(LabelBlock.of(labels.pairs()), labels, takers);
      value = keys.value(key);
    }
    value |= (alias ? SeriesKeys.ALIAS : 0) | (isSorted ? 0 : SeriesKeys.UNSORTED);
    if ((alias || takers.isEmpty()) && mayRemember(to - from)) {
      key = keys.add(block, from, to, value, source);
    }
    if (key != KeyTable.NONE) {
      keys.follow(key);
    }
    return value;
  }

  /** The key of a selected series under its canonical bytes, made now if it is a new one. */
  private int known(byte[] canonical, Labels labels, List<String> takers)
      throws RefusedItemException {
    int key = keys.peek(canonical);
    return key == KeyTable.NONE || keys.value(key) >> SeriesKeys.FLAGS == SeriesKeys.NO_ID
        ? create(key, canonical, labels, takers)
        : key;
  }

  /** A block that was seen under another selection. */
  private int reconsider(int key) throws RefusedItemException {
    byte[] block = keys.block(key);
    int before = keys.value(key);
    Labels labels = replicas.strip(decoder.decodeAny(block, 0, block.length));
    List<String> takers = selection.takers(labels);
    int alias = before & (SeriesKeys.ALIAS | SeriesKeys.UNSORTED);
    if (takers.isEmpty()) {
      keys.decide(key, NOT_SELECTED | alias);
      return NOT_SELECTED | alias;
    }
    if (alias == 0) {
      return keys.value(create(key, block, labels, takers));
    }
    byte[] canonical = LabelBlock.of(labels.pairs());
    int value = keys.value(known(canonical, labels, takers)) | alias;
    // What is still pending may be forgotten, and this key would outlive it.
    if (value >> SeriesKeys.FLAGS < confirmed) {
      keys.decide(key, value);
    }
    return value;
  }

  /** Such keys are bounded too, or a sender that permutes or invents labels would fill memory. */
  private boolean mayRemember(int length) {
    boolean room =
        keys.passing() < limits.series()
            && keys.bytes() + length < limits.labelBytes()
            && !keys.isFullFor(length);
    crowded |= !room;
    return room;
  }

  private int create(int key, byte[] canonical, Labels labels, List<String> takers)
      throws RefusedItemException {
    Optional<String> full = quota.lacking(takers);
    if (full.isPresent()) {
      quota.refused(full.get());
      throw tooMany(labels, limits.perTaker() + " series of " + full.get());
    }
    if (size >= limits.series()
        || keys.bytes() + canonical.length > 2 * limits.labelBytes()
        || keys.isFullFor(canonical.length)) {
      throw tooMany(labels, limits.series() + " series");
    }
    int value = size << SeriesKeys.FLAGS;
    int before = NOT_SELECTED;
    int made = key;
    if (key == KeyTable.NONE) {
      made = keys.add(canonical, 0, canonical.length, value, Replicas.NONE);
    } else {
      before = keys.value(key);
      keys.decide(key, value);
    }
    quota.add(takers);
    pending.add(
        new Pending(new MetricBatch.Series(size, labels), made, key == KeyTable.NONE, before));
    size++;
    return made;
  }

  private static RefusedItemException tooMany(Labels labels, String limit) {
    return new RefusedItemException(
        Refusal.SERIES_LIMIT,
        LabelDecoder.show(labels.pairs())
            + ": a new series, but the limit of "
            + limit
            + " is reached; send labels with fewer values");
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

  /** What was too full for a series since the selection began. Any thread may ask. */
  public Set<String> full() {
    return quota.full();
  }

  /** How many blocks are remembered. */
  int remembered() {
    return keys.size();
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
    for (int i = pending.size() - 1; i >= first; i--) {
      Pending last = pending.remove(i);
      quota.remove(selection.takers(last.series().labels()));
      if (last.created()) {
        keys.truncate(last.key());
      } else {
        keys.undo(last.key(), last.before());
      }
    }
    size = confirmed + pending.size();
    keys.unlink();
  }

  /** Forgets every pending series: the journal could not append. */
  public void rollback() {
    truncate(confirmed);
  }

  /**
   * A series that the journal does not have yet.
   *
   * @param key its key
   * @param created whether the key was made for it, or stood for {@code before} until then
   */
  private record Pending(MetricBatch.Series series, int key, boolean created, int before) {}
}
