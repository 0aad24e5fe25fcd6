package io.plumbline.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rocksdb.BackupEngine;
import org.rocksdb.BackupEngineOptions;
import org.rocksdb.BackupInfo;
import org.rocksdb.Env;
import org.rocksdb.RestoreOptions;
import org.rocksdb.RocksDBException;

/**
 * Backups of a store in a folder of their own, which may be on another disk. Each is whole, with a
 * checksum of every file; tables that did not change since an earlier one are kept once.
 */
public final class Backups {

  private Backups() {}

  /**
   * One backup.
   *
   * @param id its number, from 1
   * @param at when it was taken, to the second
   * @param bytes what it takes, files shared with others included
   */
  public record Backup(int id, Instant at, long bytes) {

    private static Backup of(BackupInfo info) {
      return new Backup(info.backupId(), Instant.ofEpochSecond(info.timestamp()), info.size());
    }
  }

  /**
   * Takes a backup of a store that may be written meanwhile; it holds one moment of it.
   *
   * @param folder where backups are kept, made when absent
   * @throws StoreException if the store or the folder cannot be read or written
   */
  public static Backup take(Store store, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.FAILED,
          "the folder of backups %s cannot be made: %s".formatted(folder, e.getMessage()),
          e);
    }
    return with(
        folder,
        engine ->
            store.reading(
                Family.META,
                (db, handle) -> {
                  engine.createNewBackup(db, true);
                  return newest(engine);
                }));
  }

  /**
   * The backups in a folder, oldest first.
   *
   * @throws StoreException if it cannot be read
   */
  public static List<Backup> list(Path folder) {
    if (!Files.isDirectory(folder.resolve("meta"))) {
      return List.of();
    }
    return with(folder, engine -> engine.getBackupInfo().stream().map(Backup::of).toList());
  }

  /**
   * Copies a backup into a folder and compares every file with its checksum.
   *
   * @param into a folder that does not exist
   * @throws StoreException if there is no such backup or it is damaged
   */
  public static void copy(Path folder, int id, Path into) {
    with(
        folder,
        engine -> {
          try (RestoreOptions options = new RestoreOptions(false)) {
            engine.restoreDbFromBackup(id, into.toString(), into.toString(), options);
          }
          return null;
        });
  }

  private static Backup newest(BackupEngine engine) {
    Optional<BackupInfo> newest =
        engine.getBackupInfo().stream().max(Comparator.comparingInt(BackupInfo::backupId));
    return newest.map(Backup::of).orElseThrow();
  }

  private static <T> T with(Path folder, Use<T> use) {
    NativeLibrary.load(NativeFolder.temporary());
    try (BackupEngineOptions options = new BackupEngineOptions(folder.toString()).setSync(true);
        BackupEngine engine = BackupEngine.open(Env.getDefault(), options)) {
      return use.of(engine);
    } catch (RocksDBException e) {
      throw new Faults(folder).of("the backups in " + folder + " cannot be used", "a backup", e);
    }
  }

  @FunctionalInterface
  private interface Use<T> {

    T of(BackupEngine engine) throws RocksDBException;
  }
}
