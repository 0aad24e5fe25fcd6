package io.plumbline.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What tests do to a data folder behind the store's back. */
final class DataFolder {

  private DataFolder() {}

  /** Copies the files of a folder, as a crash of the machine would leave them. */
  static Path copy(Path folder, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(folder, "")) {
      if (!file.endsWith("LOCK")) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  /** The files of a folder whose names end so, by name. */
  static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    }
  }

  /** The largest file whose name ends so. */
  static Path largest(Path folder, String end) throws IOException {
    return files(folder, end).stream()
        .max(Comparator.comparingLong(file -> file.toFile().length()))
        .orElseThrow();
  }

  /** Changes one byte. */
  static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int before = bytes.read();
      bytes.seek(at);
      bytes.write(before ^ 0x5a);
    }
  }

  /** Cuts a file. */
  static void truncate(Path file, long length) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(length);
    }
  }

  /** Every row of a family, by key. */
  static TreeMap<String, String> rows(Store store, Family family) {
    TreeMap<String, String> rows = new TreeMap<>();
    store.scan(
        family,
        new byte[0],
        (key, value) -> {
          rows.put(Keys.text(key), Keys.text(value));
          return true;
        });
    return rows;
  }

  /** Every row of every family, in the order of families and keys. */
  static List<String> rows(Store store) {
    List<String> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      rows(store, family).forEach((key, value) -> rows.add(family + " " + key + " " + value));
    }
    return rows;
  }
}
