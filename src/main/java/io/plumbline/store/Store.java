package io.plumbline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Everything Plumbline keeps, in one directory. Reads and writes may come from any thread; a batch
 * is atomic, and a synchronous one survives power loss once {@link #write} has returned. A call
 * after {@link #close} fails with {@link StoreException.Kind#CLOSED}.
 */
public final class Store implements AutoCloseable {

  /** Meanwhile nobody else may begin to read. */
  private static final long PATIENCE_MILLIS = 500;

  private final Path directory;
  private final Faults faults;
  private final boolean writable;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions().setSync(false);
  // Held for reading by each call, so that nothing is closed under one: RocksDB would crash.
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private Opened opened;
  private volatile boolean closing;
  private volatile Optional<StoreException> trouble = Optional.empty();

  private Store(Path directory, Opened opened, boolean writable) {
    this.directory = directory;
    this.faults = new Faults(directory);
    this.opened = opened;
    this.writable = writable;
  }

  /**
   * Opens the store of a directory, which is made when absent. One that an older version wrote is
   * brought to the present format; its former state stays in a folder below it.
   *
   * @throws StoreException if another process has it open, it is damaged, or its format is unknown
   */
  public static Store open(Path directory) {
    return open(directory, Format.PRESENT);
  }

  static Store open(Path directory, Format format) {
    try {
      NativeLibrary.loadFor(directory);
      Files.createDirectories(directory);
      Store store = new Store(directory, Opened.forWriting(directory), true);
      try {
        format.settle(store, directory);
      } catch (RuntimeException | RocksDBException e) {
        store.close();
        throw e;
      }
      return store;
    } catch (RocksDBException e) {
      throw new Faults(directory).opening(e);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          "the data folder %s cannot be made (%s); set data.dir to a folder that can be written"
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /**
   * Opens what a directory holds at this moment, also while a daemon uses it. Nothing is changed,
   * and every write fails.
   *
   * @throws StoreException if there is no store, or it is damaged
   */
  public static Store inspect(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new StoreException(
          StoreException.Kind.FAILED, directory + " is no folder; name a data folder", null);
    }
    NativeLibrary.loadFor(directory);
    try {
      return new Store(directory, Opened.forReading(directory), false);
    } catch (RocksDBException e) {
      throw new Faults(directory).opening(e);
    }
  }

  /** The value of a key. */
  public Optional<byte[]> get(Family family, byte[] key) {
    return reading(
        family,
        (db, handle) ->
            handle == null ? Optional.empty() : Optional.ofNullable(db.get(handle, key)));
  }

  /**
   * Makes a batch durable as a whole.
   *
   * @param sync whether it must survive power loss, and not only the end of the process
   * @throws StoreException if the disk is full or fails; then nothing of it counts, though after a
   *     crash it may be found all the same
   */
  public void write(Batch batch, boolean sync) {
    use.readLock().lock();
    try (WriteBatch rocks = new WriteBatch()) {
      Opened rows = usable();
      for (Batch.Change change : batch.changes()) {
        if (change instanceof Batch.Put put) {
          rocks.put(rows.handle(put.family()), put.key(), put.value());
        } else if (change instanceof Batch.Delete delete) {
          rocks.delete(rows.handle(delete.family()), delete.key());
        } else if (change instanceof Batch.DeleteRange range) {
          rocks.deleteRange(rows.handle(range.family()), range.from(), range.to());
        }
      }
      rows.db().write(sync ? synced : unsynced, rocks);
      if (trouble.isPresent()) {
        trouble = trouble.filter(t -> t.kind() == StoreException.Kind.DAMAGED);
      }
    } catch (RocksDBException e) {
      throw noted(faults.of("cannot write to the store", "the store", e));
    } finally {
      use.readLock().unlock();
    }
  }

  /** Visits a family's rows in ascending order from a key on, until the visitor has enough. */
  public void scan(Family family, byte[] from, Visitor visitor) {
    reading(
        family,
        (db, handle) -> {
          if (handle != null) {
            try (RocksIterator rows = db.newIterator(handle)) {
              rows.seek(from);
              while (rows.isValid() && visitor.visit(rows.key(), rows.value())) {
                if (closing) {
                  throw faults.closed();
                }
                rows.next();
              }
              rows.status();
            }
          }
          return null;
        });
  }

  /** The greatest key of a family, empty when it has no rows. */
  public Optional<byte[]> lastKey(Family family) {
    return reading(
        family,
        (db, handle) -> {
          if (handle == null) {
            return Optional.empty();
          }
          try (RocksIterator rows = db.newIterator(handle)) {
            rows.seekToLast();
            rows.status();
            return rows.isValid() ? Optional.of(rows.key()) : Optional.empty();
          }
        });
  }

  /**
   * Bytes that a family takes on disk, the log of the newest writes aside.
   *
   * @return bytes, not negative
   */
  public long bytes(Family family) {
    return reading(
        family,
        (db, handle) ->
            handle == null
                ? 0L
                : db.getLongProperty(handle, "rocksdb.total-sst-files-size")
                    + db.getLongProperty(handle, "rocksdb.size-all-mem-tables"));
  }

  /** Reads everything and compares it with its checksums. */
  public void verify() {
    reading(
        Family.META,
        (db, handle) -> {
          db.verifyChecksum();
          return null;
        });
    for (Family family : Family.values()) {
      scan(family, new byte[0], (key, value) -> true);
    }
  }

  /** Why it cannot be written at present, or cannot be trusted any more; empty when all is well. */
  public Optional<StoreException> trouble() {
    return trouble;
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /**
   * After a write has failed RocksDB refuses all others; this opens it anew and writes a row, so
   * that writes work when the disk does. Does nothing if all is well, if it is damaged, or while
   * somebody reads for long. Not to be called by a visitor.
   *
   * @throws StoreException if it still cannot be opened or written; until it is open, every call
   *     fails
   */
  public void mend() {
    if (trouble.isEmpty() || trouble.get().kind() == StoreException.Kind.DAMAGED || !alone()) {
      return;
    }
    try {
      if (closing) {
        return;
      }
      if (opened != null) {
        opened.close();
        opened = null;
      }
      opened = Opened.forWriting(directory);
      write(Format.mark(), true);
    } catch (RocksDBException e) {
      throw noted(faults.opening(e));
    } finally {
      use.writeLock().unlock();
    }
  }

  private boolean alone() {
    try {
      return use.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closing = true;
    use.writeLock().lock();
    try {
      if (opened != null) {
        if (writable && trouble.isEmpty()) {
          opened.finish();
        } else {
          opened.close();
        }
        opened = null;
        synced.close();
        unsynced.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  <T> T reading(Family family, Read<T> read) {
    use.readLock().lock();
    try {
      Opened rows = usable();
      return read.from(rows.db(), rows.handle(family));
    } catch (RocksDBException e) {
      StoreException fault = faults.of("cannot read " + family, "family " + family, e);
      throw fault.kind() == StoreException.Kind.DAMAGED ? noted(fault) : fault;
    } finally {
      use.readLock().unlock();
    }
  }

  private Opened usable() {
    if (closing) {
      throw faults.closed();
    }
    if (opened == null) {
      throw trouble.orElseGet(faults::closed);
    }
    return opened;
  }

  private StoreException noted(StoreException fault) {
    trouble = Optional.of(fault);
    return fault;
  }

  /** One read of RocksDB; the handle is absent when the folder has no such family. */
  @FunctionalInterface
  interface Read<T> {

    T from(RocksDB db, ColumnFamilyHandle handle) throws RocksDBException;
  }

  /** Sees rows one by one. */
  @FunctionalInterface
  public interface Visitor {

    /** Takes one row; false when no more are wanted. */
    boolean visit(byte[] key, byte[] value);
  }
}
