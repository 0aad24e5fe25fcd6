package io.plumbline.app;

import io.plumbline.app.publishing.Caller;
import io.plumbline.app.publishing.Role;
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
import java.util.stream.Collectors;

/**
 * The file {@code tokens} of a data folder: a line per token with its name, the hex digits of its
 * SHA-256, since when it is there, and if it has roles, those with commas between. The tokens
 * themselves are nowhere.
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
  private record Line(String name, String hash, String since, List<Role> roles) {

    static Line of(String text) throws IOException {
      String[] words = text.split(" ", -1);
      boolean known = words.length == 3 || words.length == 4;
      if (!known || !words[1].matches("[0-9a-f]{64}")) {
        throw wrong(text);
      }
      List<Role> roles = new ArrayList<>();
      if (words.length == 4) {
        for (String role : words[3].split(",", -1)) {
          roles.add(Role.parse(role).orElseThrow(() -> wrong(text)));
        }
      }
      return new Line(words[0], words[1], words[2], List.copyOf(roles));
    }

    private static IOException wrong(String text) {
      return new IOException(
          "\"%s\" is no line of plumbline token; take it out".formatted(text.strip()));
    }

    String text() {
      return String.join(" ", name, hash, since) + (roles.isEmpty() ? "" : " " + inWords(","));
    }

    String inWords(String between) {
      return roles.stream().map(Role::toString).collect(Collectors.joining(between));
    }
  }

  /**
   * A token that is valid.
   *
   * @param hex its SHA-256 in hex
   * @param caller who shows it
   */
  record Known(String hex, Caller caller) {

    byte[] hash() {
      return HexFormat.of().parseHex(hex);
    }
  }

  /** Makes a token without roles, as for a program. */
  public String create(String name, Instant now, RandomGenerator random) throws IOException {
    return create(name, List.of(), now, random);
  }

  /**
   * Makes a token. A running daemon knows it within a second or two.
   *
   * @param name for whom; letters, digits, dots, hyphens and underscores
   * @param roles what this person may do to packs; none for a program
   * @return the token, which cannot be read again
   * @throws IOException if the file cannot be written or the name is taken
   * @throws IllegalArgumentException if the name has other characters
   */
  public String create(String name, List<Role> roles, Instant now, RandomGenerator random)
      throws IOException {
    if (!name.matches("[A-Za-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          "\"%s\" cannot name a token; write letters, digits, ., - and _".formatted(name));
    }
    List<Line> lines = read();
    if (lines.stream().anyMatch(line -> line.name().equalsIgnoreCase(name))) {
      throw new IOException(
          "there is a token %s already; name another, or revoke it first".formatted(name));
    }
    String token = random(random);
    lines.add(
        new Line(
            name,
            HexFormat.of().formatHex(TokenCheck.hash(token)),
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            List.copyOf(roles)));
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

  /** Each token: its name, since when it is there, and its roles. */
  public List<String> list() throws IOException {
    return read().stream()
        .map(
            line ->
                line.name()
                    + " since "
                    + line.since()
                    + (line.roles().isEmpty() ? "" : ", " + line.inWords(", ")))
        .toList();
  }

  /** Each token. */
  List<Known> known() throws IOException {
    return read().stream()
        .map(line -> new Known(line.hash(), new Caller(line.name(), line.roles())))
        .toList();
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
