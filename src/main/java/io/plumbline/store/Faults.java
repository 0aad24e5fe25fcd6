package io.plumbline.store;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB says, in words that tell a person what to do. */
record Faults(Path directory) {

  /** A failure of opening the folder. */
  StoreException opening(RocksDBException e) {
    String said = said(e);
    // RocksDB has no code for it, and a damaged block is one of another kind.
    if (code(e) == Status.Code.IOError && said.contains("lock ")) {
      return new StoreException(
          StoreException.Kind.OTHERS,
          ("the data folder %s is in use by another daemon;"
                  + " stop that one or set data.dir to another folder")
              .formatted(directory),
          e);
    }
    // A folder that lost files says "No such file"; one that lost its CURRENT is taken for empty.
    return said.contains("No such file") || said.contains("does not exist")
        ? damaged("files are missing", e)
        : of(
            ("cannot open the store of the data folder %s; set data.dir to a folder that can be"
                    + " written, or make the disk of this one work")
                .formatted(directory),
            "the store",
            e);
  }

  /** A failure of reading or writing. */
  StoreException of(String attempt, String what, RocksDBException e) {
    if (code(e) == Status.Code.Corruption) {
      return damaged(what + " is damaged", e);
    }
    boolean full = e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace;
    return new StoreException(
        full ? StoreException.Kind.FULL : StoreException.Kind.FAILED,
        full
            ? attempt + ": the disk of " + directory + " is full; make room (" + said(e) + ")"
            : attempt + ": " + said(e),
        e);
  }

  private StoreException damaged(String what, RocksDBException e) {
    return new StoreException(
        StoreException.Kind.DAMAGED,
        ("%s in the data folder %s (%s); stop the daemon, keep a copy of the folder"
                + " and restore a backup with `plumbline restore`")
            .formatted(what, directory, said(e)),
        e);
  }

  /** The store is closed. */
  StoreException closed() {
    return new StoreException(
        StoreException.Kind.CLOSED, "the store " + directory + " is closed", null);
  }

  private static Status.Code code(RocksDBException e) {
    return e.getStatus() == null ? Status.Code.Undefined : e.getStatus().getCode();
  }

  private static String said(RocksDBException e) {
    return String.valueOf(e.getMessage());
  }
}
