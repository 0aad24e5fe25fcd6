package io.plumbline.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of the form in which everything is kept, and how older forms become it.
 *
 * @param number the present form
 * @param steps the way there; each leads to the number after the one before
 */
record Format(int number, List<Upgrade> steps) {

  /** The form that this version reads and writes. */
  static final Format PRESENT =
      new Format(
          5, List.of(new StateFromJournal(), new HistoryAnew(), new RulesApart(), new ActsKept()));

  private static final Logger LOG = LoggerFactory.getLogger(Format.class);
  private static final byte[] NUMBER = Keys.of("format");
  private static final byte[] UNDER_WAY = Keys.of("upgrading-from");
  private static final byte[] WRITER = Keys.of("written-by");

  /** The version of the program that last opened a store for writing, empty when not known. */
  static Optional<String> writer(Store store) {
    return store.get(Family.META, WRITER).map(Keys::text);
  }

  /**
   * The form of a store, empty when nothing was ever kept in it.
   *
   * @throws StoreException if its number is not one
   */
  static Optional<Integer> of(Store store) {
    Optional<String> text = store.get(Family.META, NUMBER).map(Keys::text);
    if (text.isPresent() && !text.get().matches("[1-9]\\d{0,8}")) {
      throw new StoreException(
          "the format of the store %s is \"%s\", which is no number; restore a backup"
              .formatted(store.directory(), text.get()));
    }
    return text.map(Integer::valueOf);
  }

  /** Brings a store that was opened for writing to this form, or refuses it. */
  void settle(Store store, Path directory) throws RocksDBException {
    Optional<Integer> found = of(store);
    if (found.isEmpty()) {
      begin(store);
      return;
    }
    if (found.get() > number) {
      throw new StoreException(
          StoreException.Kind.OTHERS,
          ("the store %s has format %d, written by Plumbline %s; this version reads up to %d."
                  + " Start the version that wrote it, or restore a backup from before")
              .formatted(directory, found.get(), writer(store).orElse("of a later day"), number),
          null);
    }
    if (found.get() < number) {
      upgrade(store, directory, found.get());
    }
    if (!writer(store).equals(Optional.of(version()))) {
      store.write(mark(), true);
    }
  }

  /** Who writes, as a row. */
  static Batch mark() {
    Batch batch = new Batch();
    batch.put(Family.META, WRITER, Keys.of(version()));
    return batch;
  }

  private void begin(Store store) {
    for (Family family : Family.values()) {
      if (store.lastKey(family).isPresent()) {
        throw new StoreException(
            "the store %s has rows of %s but does not say in which format; restore a backup"
                .formatted(store.directory(), family));
      }
    }
    Batch batch = mark();
    batch.put(Family.META, NUMBER, Keys.of("" + number));
    store.write(batch, true);
  }

  private void upgrade(Store store, Path directory, int from) throws RocksDBException {
    // An upgrade that was interrupted has kept the state from before its first step.
    Path before =
        directory.resolve(
            "format-" + store.get(Family.META, UNDER_WAY).map(Keys::text).orElse("" + from));
    if (!Files.exists(before)) {
      store.reading(
          Family.META,
          (db, handle) -> {
            try (Checkpoint checkpoint = Checkpoint.create(db)) {
              checkpoint.createCheckpoint(before.toString());
            }
            return null;
          });
      Batch batch = new Batch();
      batch.put(Family.META, UNDER_WAY, Keys.of("" + from));
      store.write(batch, true);
    }
    for (int at = from; at < number; at++) {
      Upgrade step = steps.get(at - (number - steps.size()));
      LOG.info("The store goes from format {} to {}: {}", at, at + 1, step.what());
      Batch last = step.run(store);
      last.put(Family.META, NUMBER, Keys.of("" + (at + 1)));
      if (at + 1 == number) {
        last.delete(Family.META, UNDER_WAY);
      }
      store.write(last, true);
    }
    LOG.info(
        "The store has format {}. As it was before it is in {}; remove that when you are content",
        number,
        before);
  }

  private static String version() {
    return Optional.ofNullable(Format.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
