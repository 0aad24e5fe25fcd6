package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store promises to its callers, whatever their threads do. */
class StoreTest {

  @TempDir Path folder;

  private static Batch row(Family family, String key, String value) {
    Batch batch = new Batch();
    batch.put(family, Keys.of(key), Keys.of(value));
    return batch;
  }

  private static void assertKind(StoreException.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void everyCallAfterClosingFailsAndNoneCrashes() {
    Store store = Store.open(folder);
    store.close();
    store.close();
    List<ThrowingCallable> calls =
        List.of(
            () -> store.get(Family.META, Keys.of("k")),
            () -> store.write(row(Family.STATE, "k", "v"), true),
            () -> store.scan(Family.STATE, new byte[0], (key, value) -> true),
            () -> store.lastKey(Family.STATE),
            () -> store.bytes(Family.STATE),
            store::verify);
    calls.forEach(call -> assertKind(StoreException.Kind.CLOSED, call));
    store.mend();
    assertKind(StoreException.Kind.CLOSED, () -> store.get(Family.META, Keys.of("k")));
  }

  @Test
  void closingEndsAScanThatIsUnderWayInsteadOfCrashing() throws Exception {
    Store store = Store.open(folder);
    for (int i = 0; i < 1_000; i++) {
      store.write(row(Family.STATE, "row" + i, "v"), false);
    }
    CountDownLatch scanning = new CountDownLatch(1);
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread scan =
        new Thread(
            () -> {
              try {
                while (true) {
                  store.scan(
                      Family.STATE,
                      new byte[0],
                      (key, value) -> {
                        scanning.countDown();
                        return store.get(Family.STATE, key).isPresent();
                      });
                }
              } catch (StoreException e) {
                end.set(e);
              }
            });
    scan.start();
    scanning.await();
    store.close();
    scan.join();
    assertThat(end.get())
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED));
  }

  @Test
  void oneDaemonAtATime() {
    try (Store store = Store.open(folder)) {
      store.write(row(Family.STATE, "k", "v"), true);
      assertThatThrownBy(() -> Store.open(folder).close())
          .hasMessage(
              ("the data folder %s is in use by another daemon;"
                      + " stop that one or set data.dir to another folder")
                  .formatted(folder));
    }
  }

  @Test
  void isInspectedWhileItIsInUseAndStaysAsItIs() {
    try (Store store = Store.open(folder)) {
      store.write(row(Family.STATE, "k", "v"), true);
      try (Store seen = Store.inspect(folder)) {
        assertThat(seen.get(Family.STATE, Keys.of("k"))).contains(Keys.of("v"));
        assertKind(StoreException.Kind.FAILED, () -> seen.write(row(Family.STATE, "k", "w"), true));
      }
      assertThat(store.get(Family.STATE, Keys.of("k"))).contains(Keys.of("v"));
    }
    assertKind(StoreException.Kind.FAILED, () -> Store.inspect(folder.resolve("absent")));
    assertThat(folder.resolve("absent")).doesNotExist();
  }

  @Test
  void aNewerFormatIsRefusedWithTheVersionThatWroteIt() {
    Format newer = new Format(Format.PRESENT.number() + 1, List.of(new Marking("later")));
    Store.open(folder, newer).close();
    assertThatThrownBy(() -> Store.open(folder).close())
        .isInstanceOf(StoreException.class)
        .hasMessage(
            ("the store %s has format %d, written by Plumbline development; this version reads up"
                    + " to %d. Start the version that wrote it, or restore a backup from before")
                .formatted(folder, newer.number(), Format.PRESENT.number()));
  }

  @Test
  void rowsWithoutAFormatAreNotTakenForAStore() {
    try (Store store = Store.open(folder)) {
      Batch batch = row(Family.JOURNAL, "k", "v");
      batch.delete(Family.META, Keys.of("format"));
      store.write(batch, true);
    }
    assertThatThrownBy(() -> Store.open(folder).close())
        .hasMessageContaining("does not say in which format");
  }

  /** Sets one row anew; fails a number of times after it has written half of that. */
  private static final class Marking implements Upgrade {
    private final String mark;
    private int failures;

    Marking(String mark) {
      this.mark = mark;
    }

    @Override
    public String what() {
      return mark;
    }

    @Override
    public Batch run(Store store) {
      store.write(row(Family.STATE, "half", mark), true);
      if (failures-- > 0) {
        throw new IllegalStateException("cut off");
      }
      return row(Family.STATE, "whole", mark);
    }
  }

  @Test
  void anInterruptedUpgradeIsRunAgainAndTheFormerStateIsKept() throws IOException {
    int first = Format.PRESENT.number();
    try (Store store = Store.open(folder)) {
      store.write(row(Family.STATE, "half", "former"), true);
    }
    Marking cut = new Marking("second");
    cut.failures = 2;
    Format later = new Format(first + 2, List.of(new Marking("first"), cut));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Store.open(folder, later).close()).hasMessage("cut off");
    }
    try (Store store = Store.open(folder, later)) {
      assertThat(Format.of(store)).contains(first + 2);
      assertThat(DataFolder.rows(store, Family.STATE))
          .containsEntry("half", "second")
          .containsEntry("whole", "second");
    }
    try (Store before = Store.open(folder.resolve("format-" + first))) {
      assertThat(Format.of(before)).isEqualTo(Optional.of(first));
      assertThat(DataFolder.rows(before, Family.STATE).values()).containsExactly("former");
    }
    assertThat(Files.list(folder).filter(Files::isDirectory)).hasSize(1);
  }

  @Test
  void theReleasedFormatIsBroughtToThePresentOne() throws IOException {
    Path data = ReleasedFolder.unpack(1, folder.resolve("data"));
    List<String> journal = new ArrayList<>();
    try (Store before = Store.inspect(data)) {
      assertThat(Format.of(before)).contains(1);
      assertThat(before.lastKey(Family.STATE)).isPresent();
      journal.addAll(DataFolder.rows(before, Family.JOURNAL).keySet());
    }
    try (Store store = Store.open(data)) {
      assertThat(Format.of(store)).contains(Format.PRESENT.number());
      assertThat(store.lastKey(Family.STATE)).isEmpty();
      assertThat(store.get(Family.META, Keys.of("checkpoint"))).isEmpty();
      assertThat(store.get(Family.META, Keys.of("emitted"))).isPresent();
      assertThat(DataFolder.rows(store, Family.JOURNAL).keySet())
          .containsExactlyElementsOf(journal);
    }
  }
}
