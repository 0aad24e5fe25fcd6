package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.app.upkeep.Backup;
import io.plumbline.app.upkeep.Restore;
import io.plumbline.journal.Journal;
import io.plumbline.store.Store;
import io.plumbline.store.StoreException;
import io.plumbline.testing.UndisturbedReplay;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a daemon under load, and what comes back of them. */
class BackupTest {

  private static final Path RULES = Path.of("src/test/resources/scenarios/crash/rules");
  private static final int ENOUGH = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private long sent;

  private void load(RunningDaemon daemon, AtomicBoolean enough) {
    long time = System.currentTimeMillis() - Duration.ofMinutes(1).toMillis();
    while (!enough.get()) {
      time += 10;
      sent += 10;
      String json =
          "[%s,%s,%s]"
              .formatted(
                  sample("requests_total", time, sent),
                  sample("errors_total", time, sent / 5),
                  sample("disk_used_ratio", time, (sent / 100) % 2 == 0 ? 0.9 : 0.5));
      if (daemon.post("/api/v1/metrics", json).statusCode() == 204) {
        acknowledged.add(time);
      }
    }
  }

  private static String sample(String name, long time, double value) {
    return "{\"name\":\"%s\",\"labels\":{\"job\":\"j\",\"instance\":\"i\"},\"at\":%d,\"value\":%s}"
        .formatted(name, time, value);
  }

  private void copyRules() throws IOException {
    try (Stream<Path> files = Files.walk(RULES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve("rules").resolve(RULES.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private void restore(OptionalInt id, Path to) throws IOException {
    Restore.run(folder.resolve("backups"), id, to, progress -> {});
  }

  @Test
  void whatComesBackIsWhatWasThereAndJudgesTheSame() throws Exception {
    copyRules();
    Path data = folder.resolve("data");
    Path backups = folder.resolve("backups");
    Set<Long> before;
    try (RunningDaemon daemon = RunningDaemon.start(folder, InstantSource.system())) {
      AtomicBoolean enough = new AtomicBoolean();
      Thread load = new Thread(() -> load(daemon, enough), "load");
      load.start();
      Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() >= ENOUGH);
      assertThat(Backup.take(data, backups)).contains("Backup 1 of the running daemon");
      int first = acknowledged.size();
      Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() >= first + ENOUGH);
      before = Set.copyOf(acknowledged);
      assertThat(Backup.take(data, backups)).contains("Backup 2 of the running daemon");
      enough.set(true);
      load.join();
    }
    restore(OptionalInt.of(1), folder.resolve("first"));
    restore(OptionalInt.empty(), folder.resolve("restored/data"));
    try (Store store = Store.open(folder.resolve("restored/data"));
        Store first = Store.open(folder.resolve("first"))) {
      assertThat(new Journal(first).last()).isBetween((long) ENOUGH, new Journal(store).last() - 1);
      assertThat(UndisturbedReplay.times(new Journal(store)))
          .containsKeys(before.toArray(Long[]::new))
          .allSatisfy((time, samples) -> assertThat(samples).isEqualTo(3));
    }
    Files.move(folder.resolve("rules"), folder.resolve("restored/rules"));
    try (RunningDaemon daemon =
        RunningDaemon.start(folder.resolve("restored"), InstantSource.system())) {
      assertThat(daemon.health("/ready").statusCode()).isEqualTo(200);
      // What was accepted just before the backup may be judged only now.
      Awaitility.await().atMost(PATIENCE).until(() -> !daemon.items("/api/v1/findings").isEmpty());
    }
    try (Store store = Store.open(folder.resolve("restored/data"))) {
      UndisturbedReplay.assertFindings(store, UndisturbedReplay.events(new Journal(store)));
    }
    assertThat(Backup.take(folder.resolve("restored/data"), backups)).contains("stopped");
  }

  @Test
  void aDamagedBackupIsNotPutInPlace() throws Exception {
    Path data = folder.resolve("data");
    try (Store store = Store.open(data)) {
      assertThat(store.trouble()).isEmpty();
    }
    Backup.take(data, folder.resolve("backups"));
    Path table;
    try (Stream<Path> files = Files.walk(folder.resolve("backups/shared_checksum"))) {
      table =
          files
              .filter(Files::isRegularFile)
              .max(Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
    }
    try (RandomAccessFile bytes = new RandomAccessFile(table.toFile(), "rw")) {
      bytes.seek(30);
      int was = bytes.read();
      bytes.seek(30);
      bytes.write(was ^ 1);
    }
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> restore(OptionalInt.empty(), target))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED));
    assertThat(target).doesNotExist();
    assertThat(folder.resolve("target.restoring")).doesNotExist();
  }

  @Test
  void neverOverAFolderThatIsThereAndNeverFromNothing() throws Exception {
    Path data = folder.resolve("data");
    Store.open(data).close();
    assertThatThrownBy(() -> restore(OptionalInt.empty(), folder.resolve("t")))
        .hasMessageContaining("holds no backups");
    Backup.take(data, folder.resolve("backups"));
    assertThatThrownBy(() -> restore(OptionalInt.empty(), data))
        .hasMessageContaining("a backup is never put over it");
    assertThatThrownBy(() -> restore(OptionalInt.of(7), folder.resolve("t")))
        .hasMessageContaining("there is no backup 7")
        .hasMessageContaining("[1]");
    assertThatThrownBy(() -> Backup.take(folder.resolve("absent"), folder.resolve("backups")))
        .hasMessageContaining("is no data folder");
    assertThat(folder.resolve("absent")).doesNotExist();
  }
}
