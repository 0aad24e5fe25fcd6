package io.plumbline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Everything Plumbline keeps, in one directory. Reads and writes may come from any thread; a batch
 * is atomic, and a synchronous one survives power loss once {@link #write} has returned.
 */
public final class Store implements AutoCloseable {

  private static final String FORMAT = "1";
  private static final byte[] FORMAT_KEY = Keys.of("format");
  private static final long WAL_LIMIT_BYTES = 256L << 20;

  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> handles;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions().setSync(false);

  private Store(RocksDB db, Map<Family, ColumnFamilyHandle> handles) {
    this.db = db;
    this.handles = handles;
  }

  /**
   * Opens the store of a directory, which is made when absent.
   *
   * @throws StoreException if another process has it open, it is damaged, or its format is unknown
   */
  public static Store open(Path directory) {
    RocksDB.loadLibrary();
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
    for (Family family : Family.values()) {
      descriptors.add(
          new ColumnFamilyDescriptor(Keys.of(family.name()), new ColumnFamilyOptions()));
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try (DBOptions options =
        new DBOptions()
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setMaxTotalWalSize(WAL_LIMIT_BYTES)
            .setKeepLogFileNum(2)
            .setParanoidChecks(true)) {
      Files.createDirectories(directory);
      RocksDB db = RocksDB.open(options, directory.toString(), descriptors, opened);
      Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
      int next = 1;
      for (Family family : Family.values()) {
        handles.put(family, opened.get(next++));
      }
      Store store = new Store(db, handles);
      store.checkFormat(directory);
      return store;
    } catch (RocksDBException e) {
      throw new StoreException(
          locked(e)
              ? ("the data folder %s is in use by another daemon;"
                      + " stop that one or set data.dir to another folder")
                  .formatted(directory)
              : "cannot open the store " + directory + ": " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new StoreException(
          "the data folder %s cannot be made (%s); set data.dir to a folder that can be written"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  // RocksDB has no code for it.
  private static boolean locked(RocksDBException e) {
    return String.valueOf(e.getMessage()).contains("lock ");
  }

  private void checkFormat(Path directory) {
    Optional<byte[]> found = get(Family.META, FORMAT_KEY);
    if (found.isEmpty()) {
      Batch batch = new Batch();
      batch.put(Family.META, FORMAT_KEY, Keys.of(FORMAT));
      write(batch, true);
    } else if (!Keys.text(found.get()).equals(FORMAT)) {
      close();
      throw new StoreException(
          "the store %s has format %s, this version reads %s; start the version that wrote it"
              .formatted(directory, Keys.text(found.get()), FORMAT));
    }
  }

  /** The value of a key. */
  public Optional<byte[]> get(Family family, byte[] key) {
    try {
      return Optional.ofNullable(db.get(handles.get(family), key));
    } catch (RocksDBException e) {
      throw new StoreException("cannot read " + family, e);
    }
  }

  /**
   * Makes a batch durable as a whole.
   *
   * @param sync whether it must survive power loss, and not only the end of the process
   * @throws StoreException if the disk is full or fails; then nothing of it was kept
   */
  public void write(Batch batch, boolean sync) {
    try (WriteBatch rocks = new WriteBatch()) {
      for (Batch.Change change : batch.changes()) {
        if (change instanceof Batch.Put put) {
          rocks.put(handles.get(put.family()), put.key(), put.value());
        } else if (change instanceof Batch.Delete delete) {
          rocks.delete(handles.get(delete.family()), delete.key());
        }
      }
      db.write(sync ? synced : unsynced, rocks);
    } catch (RocksDBException e) {
      throw new StoreException("cannot write to the store: " + e.getMessage(), e);
    }
  }

  /** Visits a family's rows in ascending order from a key on, until the visitor has enough. */
  public void scan(Family family, byte[] from, Visitor visitor) {
    try (RocksIterator rows = db.newIterator(handles.get(family))) {
      rows.seek(from);
      while (rows.isValid() && visitor.visit(rows.key(), rows.value())) {
        rows.next();
      }
      rows.status();
    } catch (RocksDBException e) {
      throw new StoreException("cannot read " + family, e);
    }
  }

  /** The greatest key of a family, empty when it has no rows. */
  public Optional<byte[]> lastKey(Family family) {
    try (RocksIterator rows = db.newIterator(handles.get(family))) {
      rows.seekToLast();
      rows.status();
      return rows.isValid() ? Optional.of(rows.key()) : Optional.empty();
    } catch (RocksDBException e) {
      throw new StoreException("cannot read " + family, e);
    }
  }

  @Override
  public void close() {
    handles.values().forEach(ColumnFamilyHandle::close);
    synced.close();
    unsynced.close();
    db.close();
  }

  /** Sees rows one by one. */
  @FunctionalInterface
  public interface Visitor {

    /** Takes one row; false when no more are wanted. */
    boolean visit(byte[] key, byte[] value);
  }
}
