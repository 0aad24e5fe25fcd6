package io.plumbline.app.demo;

import io.plumbline.app.ConfigurationException;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's folder: rules, which are kept from run to run, and data, which are not. */
final class DemoFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel lock;
  private final boolean rulesKept;

  /**
   * Takes a folder, makes it where it is missing, and empties its data.
   *
   * @throws ConfigurationException if another demo runs in it
   * @throws IOException if it cannot be written
   */
  DemoFolder(Path folder) throws ConfigurationException, IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    this.lock =
        FileChannel.open(
            folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (isTaken()) {
        throw new ConfigurationException(
            List.of("another demo runs in %s; name another folder with --dir".formatted(folder)));
      }
      rulesKept = Files.exists(rules());
      if (!rulesKept) {
        RulesFolder.copyTo(rules());
      }
      empty(data());
    } catch (ConfigurationException | IOException e) {
      lock.close();
      throw e;
    }
  }

  private boolean isTaken() throws IOException {
    try {
      return lock.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  private static void empty(Path data) throws IOException {
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(file);
        }
      }
    }
  }

  /** Where its rules are. */
  Path rules() {
    return folder.resolve("rules");
  }

  /** Where its data are: not {@code data}, which may be a real daemon's. */
  Path data() {
    return folder.resolve("demo-data");
  }

  /** Whether the rules were there before, with whatever was made of them. */
  boolean rulesKept() {
    return rulesKept;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
