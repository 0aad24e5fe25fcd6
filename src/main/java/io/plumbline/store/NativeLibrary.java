package io.plumbline.store;

import java.io.IOException;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** RocksDB's native library, which unpacks itself into a {@link NativeFolder}. */
final class NativeLibrary {

  private NativeLibrary() {}

  /**
   * Loads it for a data folder.
   *
   * @throws StoreException if it cannot be unpacked or run anywhere
   */
  static void loadFor(Path data) {
    load(NativeFolder.of(data));
  }

  /**
   * Loads it, unless it is loaded.
   *
   * @param folder where to unpack it
   * @throws StoreException if it cannot be unpacked or run there
   */
  static void load(Path folder) {
    try {
      // In a named folder it has one name, and another process would take it away meanwhile.
      boolean shared = folder.equals(Path.of(System.getProperty("java.io.tmpdir")));
      NativeLibraryLoader.getInstance().loadLibrary(shared ? null : folder.toString());
      RocksDB.loadLibrary();
    } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          ("RocksDB's library cannot be loaded from %s (%s); give the daemon another folder for"
                  + " it, such as -Djava.io.tmpdir=/var/tmp")
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
