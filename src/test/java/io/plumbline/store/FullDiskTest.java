package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.testing.SmallDisk;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a disk that is really full, out of files, or not to be written. */
class FullDiskTest {

  @TempDir Path folder;

  private final Random random = new Random(3);
  private long rows;

  private void write(Store store) {
    byte[] value = new byte[20_000];
    random.nextBytes(value);
    Batch batch = new Batch();
    batch.put(Family.JOURNAL, Keys.of(rows), value);
    batch.put(Family.STATE, Keys.of(rows), value);
    store.write(batch, true);
    rows++;
  }

  private void writeUntilItFails(Store store, StoreException.Kind kind) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                write(store);
              }
            })
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).as(e.toString()).isEqualTo(kind));
    assertThat(store.trouble()).isPresent();
  }

  private void assertWhole(Store store) {
    for (Family family : new Family[] {Family.JOURNAL, Family.STATE}) {
      long[] seen = {0};
      store.scan(
          family,
          new byte[0],
          (key, value) -> {
            assertThat(Keys.number(key)).isEqualTo(seen[0]++);
            return value.length == 20_000;
          });
      assertThat(seen[0]).as(family.name()).isEqualTo(rows);
    }
  }

  @Test
  void onAFullDiskEachWriteIsWholeOrNotThereAndWorksAgainOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m")) {
      try (Store store = Store.open(disk.path().resolve("data"))) {
        write(store);
        for (int round = 0; round < 3; round++) {
          disk.fill(200_000);
          writeUntilItFails(store, StoreException.Kind.FULL);
          assertWhole(store);
          assertThatThrownBy(() -> write(store)).isInstanceOf(StoreException.class);
          disk.makeRoom();
          store.mend();
          assertThat(store.trouble()).isEmpty();
          write(store);
          assertWhole(store);
        }
      }
      try (Store store = Store.open(disk.path().resolve("data"))) {
        assertWhole(store);
      }
    }
  }

  @Test
  void mendingAFullDiskInVainLeavesItSafe() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m")) {
      try (Store store = Store.open(disk.path().resolve("data"))) {
        write(store);
        disk.fill(100_000);
        for (int round = 0; round < 5; round++) {
          // Opening it anew may find room, as the log of newest writes is written into tables.
          writeUntilItFails(store, StoreException.Kind.FULL);
          disk.fill(0);
          try {
            store.mend();
          } catch (StoreException e) {
            assertThat(e.kind()).as(e.toString()).isEqualTo(StoreException.Kind.FULL);
          }
        }
        disk.makeRoom();
        store.mend();
        write(store);
        assertWhole(store);
      }
    }
  }

  @Test
  void aDiskWithoutInodesIsFullToo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m,nr_inodes=5")) {
      assertThatThrownBy(() -> Store.open(disk.path().resolve("data")).close())
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StoreException.Kind.FULL);
                assertThat(e).hasMessageContaining("make room");
              });
    }
  }

  @Test
  void aDiskThatBecomesReadOnlyRefusesAndWorksAgainLater() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64m")) {
      Path data = disk.path().resolve("data");
      try (Store store = Store.open(data)) {
        write(store);
      }
      disk.remount("ro");
      assertThatThrownBy(() -> Store.open(data).close())
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Read-only file system")
          .hasMessageContaining(data.toString());
      disk.remount("rw");
      try (Store store = Store.open(data)) {
        assertWhole(store);
      }
    }
  }
}
