package io.plumbline.rules;

import io.plumbline.catalogue.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The rules folder as files; what they mean is {@link RuleSet}'s question. */
public final class RulesFolder {

  private static final List<String> MEANINGFUL = List.of(".yaml", ".yml", ".drl", ".ics");

  private RulesFolder() {}

  /**
   * Every file below a folder that can have a meaning ({@code *.yaml}, {@code *.yml}, {@code
   * *.drl}, {@code *.ics}, and {@code *.csv} in {@code tables}), sorted by path. Files and folders
   * whose name begins with a dot are left out; links are followed, as a mounted ConfigMap consists
   * of them.
   *
   * @throws IOException if the folder is missing or a file cannot be read
   */
  public static List<SourceFile> read(Path dir) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(dir, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String below = dir.relativize(path).toString().replace('\\', '/');
        if (hasMeaning(below) && Files.isRegularFile(path)) {
          files.add(new SourceFile(below, text(path)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    files.sort(Comparator.comparing(SourceFile::path));
    return List.copyOf(files);
  }

  /**
   * The rules that travel with the program: the standard pack and an example team's.
   *
   * @throws IOException if the program's own files cannot be read
   */
  public static List<SourceFile> shipped() throws IOException {
    Path program = programPath();
    if (Files.isDirectory(program)) {
      return read(program.resolve("rules"));
    }
    try (FileSystem jar = FileSystems.newFileSystem(program)) {
      return read(jar.getPath("/rules"));
    }
  }

  /**
   * Writes the shipped rules into a folder.
   *
   * @throws IOException if a file is there already (nobody's edit is overwritten) or cannot be
   *     written
   */
  public static void copyTo(Path dir) throws IOException {
    for (SourceFile file : shipped()) {
      Path target = dir.resolve(file.path());
      Files.createDirectories(target.getParent());
      Files.writeString(target, file.text(), StandardOpenOption.CREATE_NEW);
    }
  }

  /** SHA-256 in hex over paths and texts, each preceded by its length in bytes. */
  public static String hash(List<SourceFile> files) {
    MessageDigest digest = sha256();
    for (SourceFile file : files) {
      for (String part : List.of(file.path(), file.text())) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Whether a file of a rules folder can have a meaning: the end of its name says so. */
  public static boolean hasMeaning(String path) {
    boolean hidden = path.startsWith(".") || path.contains("/.");
    // Exports of tickets are tables too, and lie about here and there.
    return !hidden
        && (MEANINGFUL.stream().anyMatch(path::endsWith) || path.matches("[^/]+/tables/.*\\.csv"));
  }

  private static String text(Path path) throws IOException {
    // What is not UTF-8 becomes U+FFFD, and is a problem of its pack alone.
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    // Windows editors begin files with a byte-order mark, which neither parser expects.
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Path programPath() throws IOException {
    try {
      return Path.of(RulesFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the program does not know where its own file is", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
