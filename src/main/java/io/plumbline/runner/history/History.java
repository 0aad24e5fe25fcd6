package io.plumbline.runner.history;

import io.plumbline.engine.Outcome;
import io.plumbline.engine.sli.Applied;
import io.plumbline.store.Batch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What every tick added to every objective. A row is written with the tick's findings or before
 * what is synced next, and a replay writes the same row again, so a crash leaves no hole.
 */
public final class History {

  private static final byte NAMES = 'n';
  private static final byte TICKS = 't';

  private final Store store;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The history kept in a store. */
  public History(Store store) {
    this.store = store;
    store.scan(
        Family.HISTORY,
        key(NAMES, 0),
        (key, value) -> {
          if (key[0] == NAMES) {
            numbers.put(Keys.text(value), names.size());
            names.add(Keys.text(value));
          }
          return key[0] == NAMES;
        });
  }

  /**
   * A tick at which something was judged.
   *
   * @param seq its place in the journal
   * @param at its instant
   * @param applied what was added to objectives since the tick before, by name
   */
  public record Judged(long seq, Instant at, SortedMap<String, Applied> applied) {}

  /**
   * Adds a tick to a batch; one at which nothing was judged is left out.
   *
   * @return whether anything was added
   */
  public boolean add(Batch batch, Outcome outcome, long seq) {
    if (outcome.standings().isEmpty() && outcome.applied().isEmpty()) {
      return false;
    }
    List<TickRow.Objective> objectives = new ArrayList<>();
    outcome
        .applied()
        .forEach(
            (name, applied) -> objectives.add(TickRow.Objective.of(number(name, batch), applied)));
    batch.put(
        Family.HISTORY,
        key(TICKS, seq),
        Cbor.write(new TickRow(outcome.tick().toEpochMilli(), objectives)));
    return true;
  }

  private int number(String name, Batch batch) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = names.size();
    batch.put(Family.HISTORY, key(NAMES, number), Keys.of(name));
    numbers.put(name, number);
    names.add(name);
    return number;
  }

  /** Visits the ticks after a place in the journal, oldest first, until the visitor has enough. */
  public void read(long after, Predicate<Judged> visitor) {
    store.scan(
        Family.HISTORY,
        key(TICKS, after + 1),
        (key, value) -> {
          TickRow row = Cbor.read(value, TickRow.class);
          SortedMap<String, Applied> applied = new TreeMap<>();
          row.objectives().forEach(o -> applied.put(names.get(o.name()), o.applied()));
          long seq = ByteBuffer.wrap(key, 1, Long.BYTES).getLong();
          return visitor.test(new Judged(seq, Instant.ofEpochMilli(row.tickMillis()), applied));
        });
  }

  /** Adds to a batch that the ticks up to a place in the journal are gone. */
  void cut(Batch batch, long upTo) {
    batch.deleteRange(Family.HISTORY, key(TICKS, 0), key(TICKS, upTo + 1));
  }

  private static byte[] key(byte kind, long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array();
  }
}
