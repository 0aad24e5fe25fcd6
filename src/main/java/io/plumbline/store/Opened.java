package io.plumbline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A RocksDB that is open, with the families in it. */
final class Opened implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Opened.class);
  private static final long WAL_LIMIT_BYTES = 256L << 20;

  private static final Pattern ROWS = Pattern.compile("MANIFEST-.*|.*\\.(sst|log)");

  private final RocksDB db;
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final List<ColumnFamilyHandle> all;

  private Opened(RocksDB db, List<ColumnFamilyHandle> all, List<String> names) {
    this.db = db;
    this.all = all;
    for (Family family : Family.values()) {
      int at = names.indexOf(family.name());
      if (at >= 0) {
        handles.put(family, all.get(at));
      }
    }
  }

  /** Opens a folder for writing; what is not there is made. */
  static Opened forWriting(Path directory) throws RocksDBException {
    return open(directory, true);
  }

  /** Opens a folder as it is at this moment, another process's too; nothing in it changes. */
  static Opened forReading(Path directory) throws RocksDBException {
    return open(directory, false);
  }

  private static Opened open(Path directory, boolean write) throws RocksDBException {
    // A newer version's families are opened too, for only then its format can be told.
    Set<String> names = new LinkedHashSet<>(found(directory));
    names.add(Keys.text(RocksDB.DEFAULT_COLUMN_FAMILY));
    if (write) {
      for (Family family : Family.values()) {
        names.add(family.name());
      }
    }
    List<ColumnFamilyHandle> opened = new ArrayList<>();
    try (ColumnFamilyOptions each = new ColumnFamilyOptions();
        DBOptions options = options()) {
      List<ColumnFamilyDescriptor> descriptors =
          names.stream().map(name -> new ColumnFamilyDescriptor(Keys.of(name), each)).toList();
      RocksDB db =
          write
              ? RocksDB.open(options, directory.toString(), descriptors, opened)
              : RocksDB.openReadOnly(options, directory.toString(), descriptors, opened);
      return new Opened(db, opened, List.copyOf(names));
    }
  }

  private static Set<String> found(Path directory) throws RocksDBException {
    Set<String> names = new HashSet<>();
    if (Files.exists(directory.resolve("CURRENT"))) {
      try (Options options = new Options()) {
        RocksDB.listColumnFamilies(options, directory.toString())
            .forEach(name -> names.add(Keys.text(name)));
      }
    } else if (holdsRows(directory)) {
      // RocksDB would take it for empty and begin anew.
      throw new StoreException(
          ("the file CURRENT is missing in the data folder %s; keep a copy of the folder"
                  + " and restore a backup with `plumbline restore`")
              .formatted(directory));
    }
    return names;
  }

  private static boolean holdsRows(Path directory) {
    String[] names = directory.toFile().list((folder, name) -> ROWS.matcher(name).matches());
    return names != null && names.length > 0;
  }

  private static DBOptions options() {
    Properties unnamed = new Properties();
    // Java has no method for it: a log that was synced and is gone or shorter is found out.
    unnamed.setProperty("track_and_verify_wals_in_manifest", "true");
    return DBOptions.getDBOptionsFromProps(unnamed)
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxTotalWalSize(WAL_LIMIT_BYTES)
        .setKeepLogFileNum(2)
        .setParanoidChecks(true)
        // A record cut short at the end was never acknowledged; a damaged one before it was, and
        // what follows it must not go silently.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        // Else a lost end of the log could leave one family newer than another.
        .setAtomicFlush(true);
  }

  RocksDB db() {
    return db;
  }

  /** The handle of a family; absent when the folder is open for reading and has no such rows. */
  ColumnFamilyHandle handle(Family family) {
    return handles.get(family);
  }

  /** Closes what was open for writing; nothing is left in the log of newest writes then. */
  void finish() {
    try (FlushOptions options = new FlushOptions()) {
      db.flush(options, all);
    } catch (RocksDBException e) {
      LOG.warn("The next start reads the log of newest writes again, as {}", e.getMessage());
    }
    close();
  }

  @Override
  public void close() {
    all.forEach(ColumnFamilyHandle::close);
    db.close();
  }
}
