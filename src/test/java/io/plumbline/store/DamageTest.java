package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that are not what was written: the store says so, or gives what was written; never anything
 * else.
 */
class DamageTest {

  private static final int BATCHES = 300;

  /** Bytes changed by each test that tries many: {@code -Dplumbline.damage=1000} for a long run. */
  private static final int TRIALS = Integer.getInteger("plumbline.damage", 40);

  @TempDir Path folder;

  private final Random random = new Random(7);
  private Path data;

  @BeforeEach
  void place() {
    data = folder.resolve("data");
  }

  /** One row for each number in two families, as an entry and what follows from it. */
  private void fill(Store store, Family... families) {
    for (int i = 0; i < BATCHES; i++) {
      Batch batch = new Batch();
      String value = "value " + i + random.nextLong();
      for (Family family : families) {
        batch.put(family, Keys.of("row%05d".formatted(i)), Keys.of(value));
      }
      store.write(batch, i == BATCHES - 1);
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aChangedByteInATableIsNamedWithItsFamily(Family family) throws IOException {
    try (Store store = Store.open(data)) {
      fill(store, family);
    }
    Path table = DataFolder.largest(data, ".sst");
    for (int trial = 0; trial < 5; trial++) {
      Path copy = DataFolder.copy(data, folder.resolve("copy" + trial));
      // The rows come first in a table, its index last.
      DataFolder.flip(copy.resolve(table.getFileName()), random.nextInt(2_000));
      assertThatThrownBy(
              () -> {
                try (Store store = Store.open(copy)) {
                  DataFolder.rows(store, family);
                }
              })
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED);
                assertThat(e)
                    .hasMessageContaining("family " + family + " is damaged")
                    .hasMessageContaining(copy.toString())
                    .hasMessageContaining("plumbline restore");
              });
    }
  }

  @Test
  void aChangedByteAnywhereIsFoundOrChangesNothing() throws IOException {
    try (Store store = Store.open(data)) {
      fill(store, Family.JOURNAL, Family.STATE, Family.OUTBOX);
    }
    List<String> written;
    try (Store store = Store.open(data)) {
      written = DataFolder.rows(store);
    }
    int found = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Path copy = DataFolder.copy(data, folder.resolve("copy" + trial));
      List<Path> files =
          DataFolder.files(copy, "").stream().filter(f -> f.toFile().length() > 0).toList();
      Path file = files.get(random.nextInt(files.size()));
      DataFolder.flip(file, random.nextInt((int) Files.size(file)));
      try (Store store = Store.open(copy)) {
        store.verify();
        assertThat(DataFolder.rows(store)).as(file.toString()).isEqualTo(written);
      } catch (StoreException e) {
        assertThat(e.kind()).as(e.toString()).isEqualTo(StoreException.Kind.DAMAGED);
        found++;
      }
    }
    assertThat(found).isBetween(TRIALS / 8, TRIALS - 1);
  }

  @Test
  void aDamagedFamilyIsTroubleThatNoWriteMends() throws IOException {
    try (Store store = Store.open(data)) {
      fill(store, Family.STATE);
    }
    DataFolder.flip(DataFolder.largest(data, ".sst"), 500);
    try (Store store = Store.open(data)) {
      assertThatThrownBy(() -> DataFolder.rows(store, Family.STATE))
          .isInstanceOf(StoreException.class);
      fill(store, Family.OUTBOX);
      store.mend();
      assertThat(store.trouble()).get().extracting(StoreException::kind).hasToString("DAMAGED");
    }
  }

  @Test
  void aLogCutAnywhereLeavesWhatCameBeforeInEveryFamily() throws IOException {
    Path crashed;
    try (Store store = Store.open(data)) {
      fill(store, Family.JOURNAL, Family.STATE);
      crashed = DataFolder.copy(data, folder.resolve("crashed"));
    }
    Path log = DataFolder.largest(crashed, ".log").getFileName();
    long length = Files.size(crashed.resolve(log));
    for (int trial = 0; trial < TRIALS; trial++) {
      Path copy = DataFolder.copy(crashed, folder.resolve("copy" + trial));
      DataFolder.truncate(copy.resolve(log), 100 + random.nextInt((int) length - 100));
      try (Store store = Store.open(copy)) {
        List<String> journal = List.copyOf(DataFolder.rows(store, Family.JOURNAL).keySet());
        assertThat(DataFolder.rows(store, Family.STATE).keySet())
            .containsExactlyElementsOf(journal);
        assertThat(journal).hasSizeLessThan(BATCHES + 1);
        for (int i = 0; i < journal.size(); i++) {
          assertThat(journal.get(i)).isEqualTo("row%05d".formatted(i));
        }
      }
    }
  }

  @Test
  void aChangedByteInTheLogStopsTheStartUnlessItLooksLikeItsEnd() throws IOException {
    Path crashed;
    List<String> written;
    try (Store store = Store.open(data)) {
      fill(store, Family.JOURNAL, Family.STATE);
      written = List.copyOf(DataFolder.rows(store, Family.JOURNAL).values());
      crashed = DataFolder.copy(data, folder.resolve("crashed"));
    }
    Path log = DataFolder.largest(crashed, ".log").getFileName();
    int length = (int) Files.size(crashed.resolve(log));
    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Path copy = DataFolder.copy(crashed, folder.resolve("copy" + trial));
      DataFolder.flip(copy.resolve(log), random.nextInt(length));
      try (Store store = Store.open(copy)) {
        List<String> journal = List.copyOf(DataFolder.rows(store, Family.JOURNAL).values());
        assertThat(written).startsWith(journal.toArray(String[]::new));
        assertThat(DataFolder.rows(store, Family.STATE).values())
            .containsExactlyElementsOf(journal);
      } catch (StoreException e) {
        assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED);
        refused++;
      }
    }
    // Only a changed length of a record in the last 32 KB passes for a log that ends early.
    assertThat(refused).isGreaterThan(TRIALS * 4 / 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CURRENT", "MANIFEST", ".sst"})
  void aMissingFileStopsTheStart(String missing) throws IOException {
    try (Store store = Store.open(data)) {
      fill(store, Family.JOURNAL);
    }
    for (Path file : DataFolder.files(data, "")) {
      if (file.getFileName().toString().contains(missing)) {
        Files.delete(file);
        break;
      }
    }
    assertThatThrownBy(() -> Store.open(data).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(StoreException.Kind.DAMAGED);
              assertThat(e)
                  .hasMessageContaining(data.toString())
                  .hasMessageContaining("missing")
                  .hasMessageContaining("plumbline restore");
            });
  }
}
