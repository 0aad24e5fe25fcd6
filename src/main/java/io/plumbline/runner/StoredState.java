package io.plumbline.runner;

import io.plumbline.engine.KeptState;
import io.plumbline.store.Batch;
import io.plumbline.store.Cbor;
import io.plumbline.store.Family;
import io.plumbline.store.Keys;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's state in the store, and how far it and its findings had come. */
record StoredState(Store store) implements KeptState {

  private static final byte[] CHECKPOINT = Keys.of("checkpoint");
  private static final byte[] EMITTED = Keys.of("emitted");

  /** Sequence number of the last entry that is in the kept state, 0 when nothing is kept. */
  long checkpoint() {
    return number(CHECKPOINT);
  }

  /** Sequence number of the last tick whose findings were committed, 0 when there was none. */
  long emitted() {
    return number(EMITTED);
  }

  /**
   * Compares itself with the journal.
   *
   * @param last sequence number of the journal's newest entry
   * @throws StoreException if it is further than the journal: entries are lost, and going on would
   *     give others their numbers
   */
  void check(long last) {
    long furthest = Math.max(checkpoint(), emitted());
    if (furthest > last) {
      throw new StoreException(
          ("the journal in %s ends at entry %d, but state or findings are of entry %d: the disk has"
                  + " lost what was written to it. Keep a copy of the folder and restore a backup"
                  + " with `plumbline restore`")
              .formatted(store.directory(), last, furthest));
    }
  }

  private long number(byte[] key) {
    return store.get(Family.META, key).map(Keys::number).orElse(0L);
  }

  /** Adds to a batch that the findings of a tick are in it. */
  static void emitted(Batch batch, long seq) {
    batch.put(Family.META, EMITTED, Keys.of(seq));
  }

  /** What changed of the state up to an entry, to be committed as a whole. */
  static Batch changes(Map<String, Optional<Object>> parts, long seq) {
    Batch batch = new Batch();
    parts.forEach(
        (key, part) ->
            part.ifPresentOrElse(
                value -> batch.put(Family.STATE, Keys.of(key), Cbor.write(value)),
                () -> batch.delete(Family.STATE, Keys.of(key))));
    batch.put(Family.META, CHECKPOINT, Keys.of(seq));
    return batch;
  }

  @Override
  public <T> Optional<T> part(String key, Class<T> type) {
    return store.get(Family.STATE, Keys.of(key)).map(bytes -> Cbor.read(bytes, type));
  }

  @Override
  public <T> List<T> parts(String prefix, Class<T> type) {
    List<T> parts = new ArrayList<>();
    store.scan(
        Family.STATE,
        Keys.of(prefix),
        (key, value) -> Keys.text(key).startsWith(prefix) && parts.add(Cbor.read(value, type)));
    return parts;
  }
}
