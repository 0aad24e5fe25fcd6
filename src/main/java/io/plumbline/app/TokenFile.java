package io.plumbline.app;

import io.plumbline.http.TokenCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The file {@code tokens} of a data folder: a line per token with its name, the hex digits of its
 * SHA-256, and since when it is there. The tokens themselves are nowhere.
 */
public final class TokenFile {

  private static final String NAME = "tokens";
  private static final int RANDOM_BYTES = 32;

  private final Path file;

  /** The file of a data folder, which need not exist yet. */
  public TokenFile(Path data) {
    this.file = data.resolve(NAME);
  }

  /** One line. */
  private record Line(String name, String hash, String since) {

    static Line of(String text) throws IOException {
      String[] words = text.split(" ", -1);
      if (words.length != 3 || !words[1].matches("[0-9a-f]{64}")) {
        throw new IOException(
            "\"%s\" is no line of plumbline token; take it out".formatted(text.strip()));
      }
      return new Line(words[0], words[1], words[2]);
    }

    String text() {
      return name + " " + hash + " " + since;
    }
  }

  /**
   * Makes a token. A running daemon knows it within a second or two.
   *
   * @param name for whom; letters, digits, dots, hyphens and underscores
   * @return the token, which cannot be read again
   * @throws IOException if the file cannot be written or the name is taken
   * @throws IllegalArgumentException if the name has other characters
   */
  public String create(String name, Instant now, RandomGenerator random) throws IOException {
    if (!name.matches("[A-Za-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a token; write letters, digits, ., - and _".formatted(name));
    }
    List<Line> lines = read();
    if (lines.stream().anyMatch(line -> line.name().equals(name))) {
      throw new IOException(
          "there is a token %s already; name another, or revoke it first".formatted(name));
    }
    String token = random(random);
    lines.add(
        new Line(
            name,
            HexFormat.of().formatHex(TokenCheck.hash(token)),
            now.truncatedTo(ChronoUnit.SECONDS).toString()));
    write(lines);
    return token;
  }

  /** A text that nobody guesses. */
  static String random(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return "plumbline_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Takes a token back; false when there is none of that name. */
  public boolean revoke(String name) throws IOException {
    List<Line> lines = read();
    boolean found = lines.removeIf(line -> line.name().equals(name));
    if (found) {
      write(lines);
    }
    return found;
  }

  /** Each token: its name and since when it is there. */
  public List<String> list() throws IOException {
    return read().stream().map(line -> line.name() + " since " + line.since()).toList();
  }

  /** The hash of each token. */
  List<byte[]> hashes() throws IOException {
    return read().stream().map(line -> HexFormat.of().parseHex(line.hash())).toList();
  }

  private List<Line> read() throws IOException {
    List<Line> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        lines.add(Line.of(line));
      }
    }
    return lines;
  }

  private void write(List<Line> lines) throws IOException {
    Files.createDirectories(file.getParent());
    Path written = Files.createTempFile(file.getParent(), NAME, ".new", ownerOnly());
    Files.write(written, lines.stream().map(Line::text).toList());
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }
}
