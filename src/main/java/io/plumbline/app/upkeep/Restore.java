package io.plumbline.app.upkeep;

import io.plumbline.rules.RuleSet;
import io.plumbline.runner.Rehearsal;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.store.Backups;
import io.plumbline.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts a backup in place once all of it has been read and judged. */
public final class Restore {

  private Restore() {}

  /**
   * Restores a backup.
   *
   * @param from folder of backups
   * @param id which one, empty for the newest
   * @param data the data folder to be, which must not exist or be empty
   * @param progress learns what is being done, for people
   * @throws IOException if a folder is not what it must be
   * @throws io.plumbline.store.StoreException if the backup is damaged; nothing is put in place
   */
  public static void run(Path from, OptionalInt id, Path data, Consumer<String> progress)
      throws IOException {
    if (Files.exists(data) && !isEmpty(data)) {
      throw new IOException(
          "%s exists; a backup is never put over it, so move it away or name another folder"
              .formatted(data));
    }
    List<Backups.Backup> backups = Backups.list(from);
    Backups.Backup backup = chosen(backups, id, from);
    Path beside = data.toAbsolutePath().resolveSibling(data.getFileName() + ".restoring");
    if (Files.exists(beside)) {
      throw new IOException(
          "%s is left from a restore that was interrupted; remove it".formatted(beside));
    }
    Files.createDirectories(beside.getParent());
    try {
      progress.accept("Copying backup %d of %s".formatted(backup.id(), backup.at()));
      Backups.copy(from, backup.id(), beside);
      Rehearsal rehearsal = rehearse(beside, progress);
      Files.deleteIfExists(data);
      Files.move(beside, data.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
      progress.accept(
          "Restored to %s: %d entries, %d of them after the checkpoint, newest tick %s."
              .formatted(data, rehearsal.entries(), rehearsal.replayed(), rehearsal.now()));
    } finally {
      remove(beside);
    }
  }

  private static Rehearsal rehearse(Path folder, Consumer<String> progress) {
    progress.accept("Every file has its checksum; reading every row");
    try (Store store = Store.open(folder)) {
      store.verify();
      progress.accept("Every row can be read; judging from the checkpoint on");
      return Rehearsal.of(store, 1, Restore::compile);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Backups.Backup chosen(List<Backups.Backup> backups, OptionalInt id, Path from)
      throws IOException {
    if (backups.isEmpty()) {
      throw new IOException(
          from + " holds no backups; name the folder given to `plumbline backup --to`");
    }
    if (id.isEmpty()) {
      return backups.get(backups.size() - 1);
    }
    return backups.stream()
        .filter(backup -> backup.id() == id.getAsInt())
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "there is no backup %d in %s; there are %s"
                        .formatted(
                            id.getAsInt(),
                            from,
                            backups.stream().map(Backups.Backup::id).toList())));
  }

  private static RuleSet compile(RuleSetActivated set) {
    return RuleSet.compile(set.files())
        .ruleSet()
        .orElseThrow(
            () -> new IllegalStateException("rules " + set.version() + " no longer compile"));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
