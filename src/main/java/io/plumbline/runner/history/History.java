package io.plumbline.runner.history;

import io.plumbline.engine.Inputs;
import io.plumbline.engine.Outcome;
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
import java.util.function.Predicate;

/**
 * What every tick was judged on. A row is written with the tick's findings or before what is synced
 * next, and a replay writes the same row again, so a crash leaves no hole.
 */
public final class History {

  private static final byte NAMES = 'n';
  private static final byte TICKS = 't';
  private static final int PAGE_ROWS = 512;

  private final Store store;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The history kept in a store. */
  public History(Store store) {
    this.store = store;
    learn();
  }

  private void learn() {
    store.scan(
        Family.HISTORY,
        key(NAMES, names.size()),
        (key, value) -> {
          if (key[0] == NAMES) {
            numbers.put(Keys.text(value), names.size());
            names.add(Keys.text(value));
          }
          return key[0] == NAMES;
        });
  }

  /** The name of a number, which a live run may have given since this began to read. */
  private String name(int number) {
    if (number >= names.size()) {
      learn();
    }
    return names.get(number);
  }

  /**
   * A tick at which something was judged.
   *
   * @param seq its place in the journal
   * @param at its instant
   * @param inputs what it was judged on
   */
  public record Judged(long seq, Instant at, Inputs inputs) {}

  /**
   * Adds a tick to a batch; one at which nothing was judged is left out.
   *
   * @return whether anything was added
   */
  public boolean add(Batch batch, Outcome outcome, long seq) {
    if (outcome.standings().isEmpty() && outcome.inputs().earlier().isEmpty()) {
      return false;
    }
    TickRow row = TickRow.of(outcome.tick(), outcome.inputs(), name -> number(name, batch));
    batch.put(Family.HISTORY, key(TICKS, seq), Cbor.write(row));
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

  /**
   * Visits the ticks after a place in the journal, oldest first, until the visitor has enough. They
   * come in pages, so that the store is not held while the visitor works.
   */
  public void read(long after, Predicate<Judged> visitor) {
    List<Judged> page;
    long seq = after;
    do {
      page = page(seq);
      for (Judged judged : page) {
        if (!visitor.test(judged)) {
          return;
        }
        seq = judged.seq();
      }
    } while (page.size() == PAGE_ROWS);
  }

  private List<Judged> page(long after) {
    List<Judged> page = new ArrayList<>();
    store.scan(
        Family.HISTORY,
        key(TICKS, after + 1),
        (key, value) -> {
          if (key[0] == TICKS) {
            TickRow row = Cbor.read(value, TickRow.class);
            page.add(
                new Judged(
                    ByteBuffer.wrap(key, 1, Long.BYTES).getLong(),
                    Instant.ofEpochMilli(row.tickMillis()),
                    row.inputs(this::name)));
          }
          return key[0] == TICKS && page.size() < PAGE_ROWS;
        });
    return page;
  }

  /** Adds to a batch that the ticks up to a place in the journal are gone. */
  void cut(Batch batch, long upTo) {
    batch.deleteRange(Family.HISTORY, key(TICKS, 0), key(TICKS, upTo + 1));
  }

  private static byte[] key(byte kind, long number) {
    return ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array();
  }
}
