package io.plumbline.store;

import java.util.ArrayList;
import java.util.List;

/** Changes that become durable together or not at all. Not for several threads at once. */
public final class Batch {

  sealed interface Change permits Put, Delete, DeleteRange {}

  // Keys and values are bytes all the way down to RocksDB.
  @SuppressWarnings("ArrayRecordComponent")
  record Put(Family family, byte[] key, byte[] value) implements Change {}

  @SuppressWarnings("ArrayRecordComponent")
  record Delete(Family family, byte[] key) implements Change {}

  @SuppressWarnings("ArrayRecordComponent")
  record DeleteRange(Family family, byte[] from, byte[] to) implements Change {}

  private final List<Change> changes = new ArrayList<>();

  /** Sets the value of a key. */
  public void put(Family family, byte[] key, byte[] value) {
    changes.add(new Put(family, key, value));
  }

  /** Removes a key, present or not. */
  public void delete(Family family, byte[] key) {
    changes.add(new Delete(family, key));
  }

  /** Removes the keys from one, included, to another, not included. */
  public void deleteRange(Family family, byte[] from, byte[] to) {
    changes.add(new DeleteRange(family, from, to));
  }

  List<Change> changes() {
    return changes;
  }
}
