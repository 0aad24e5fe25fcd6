package io.plumbline;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The rules folder that a command is about. */
final class RulesDirectory {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "rules",
      description = "The rules folder (default: ${DEFAULT-VALUE}).")
  private Path path;

  /** Where it is. */
  Path path() {
    return path;
  }

  /**
   * Says that it cannot be read.
   *
   * @return the exit code
   */
  int unreadable(IOException cause) {
    System.err.println(
        "%s cannot be read: %s; give the path of a rules folder"
            .formatted(path, cause.getMessage()));
    return 2;
  }
}
