package io.plumbline.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDB;

/**
 * What a store is made of.
 *
 * @param format number of its format, empty when nothing was ever kept
 * @param presentFormat the number that this version writes
 * @param writer version of Plumbline that last wrote it, empty when not known
 * @param bytes what each family takes, in memory and on disk
 */
public record Inventory(
    Optional<Integer> format, int presentFormat, Optional<String> writer, Map<Family, Long> bytes) {

  /** Looks at a store. */
  public static Inventory of(Store store) {
    Map<Family, Long> bytes = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      bytes.put(family, store.bytes(family));
    }
    return new Inventory(
        Format.of(store), Format.PRESENT.number(), Format.writer(store), Map.copyOf(bytes));
  }

  /** The version of RocksDB. */
  public static String rocksDbVersion() {
    NativeLibrary.load(NativeFolder.temporary());
    return String.valueOf(RocksDB.rocksdbVersion());
  }
}
