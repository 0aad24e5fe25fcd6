package io.plumbline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The token that a command shows to a daemon; in a file, so that no list of processes has it. */
final class ShownToken {

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "File of a token, for a daemon that wants one.")
  private Optional<Path> file = Optional.empty();

  /** Whether one was named. */
  boolean isNamed() {
    return file.isPresent();
  }

  /**
   * The token, empty if none was named.
   *
   * @throws IOException if the file cannot be read
   */
  String text() throws IOException {
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      throw new IOException(
          "--token-file %s cannot be read: %s; name a file that holds a token"
              .formatted(file.get(), e.getClass().getSimpleName()),
          e);
    }
  }
}
