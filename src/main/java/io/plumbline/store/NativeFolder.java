package io.plumbline.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where native libraries are unpacked: in the temporary folder, or below the data folder where that
 * one is read-only or mounted so that nothing in it may be executed.
 */
public final class NativeFolder {

  private static final String LIB = "lib";

  private NativeFolder() {}

  /**
   * A folder whose files may be written and executed: {@code ROCKSDB_SHAREDLIB_DIR} or {@code
   * java.io.tmpdir} if it will do, else {@code lib} in the data folder, which is made.
   *
   * @throws StoreException if neither will do
   */
  public static Path of(Path data) {
    return of(temporary(), data);
  }

  /** The one that is used if it will do. */
  static Path temporary() {
    String chosen = System.getenv("ROCKSDB_SHAREDLIB_DIR");
    return Path.of(chosen == null ? System.getProperty("java.io.tmpdir") : chosen);
  }

  static Path of(Path temporary, Path data) {
    IOException first = fault(temporary);
    if (first == null) {
      return temporary;
    }
    Path own = data.resolve(LIB);
    IOException second = made(own);
    if (second == null) {
      return own;
    }
    throw new StoreException(
        StoreException.Kind.FAILED,
        ("native libraries can be unpacked neither into the temporary folder %s (%s) nor into %s"
                + " (%s); start Java with -Djava.io.tmpdir=DIR, a folder that can be written and"
                + " whose files may be executed")
            .formatted(temporary, said(first), own, said(second)),
        second);
  }

  private static String said(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static IOException made(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      return e;
    }
    return fault(folder);
  }

  /** Why it will not do; null if it will. */
  private static IOException fault(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, "plumbline", ".so");
      try {
        boolean settable = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        // The system says no for every file of a disk that is mounted noexec, even to root.
        return settable && !(probe.toFile().setExecutable(true) && Files.isExecutable(probe))
            ? new IOException("its files may not be executed")
            : null;
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return e;
    }
  }
}
