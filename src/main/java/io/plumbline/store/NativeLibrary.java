package io.plumbline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDB;

/** RocksDB's native library, which unpacks itself into a folder that can be written. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Loads it.
   *
   * @throws StoreException if it cannot be unpacked or run there
   */
  static void load() {
    String chosen = System.getenv("ROCKSDB_SHAREDLIB_DIR");
    Path place = Path.of(chosen == null ? System.getProperty("java.io.tmpdir") : chosen);
    try {
      RocksDB.loadLibrary();
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          ("RocksDB's library cannot be loaded from %s, which %s (%s); give the daemon a folder"
                  + " that can be written and whose files may be executed, such as"
                  + " -Djava.io.tmpdir=/var/tmp")
              .formatted(
                  place,
                  Files.isWritable(place) ? "can be written" : "cannot be written",
                  e.getMessage()),
          e);
    }
  }
}
