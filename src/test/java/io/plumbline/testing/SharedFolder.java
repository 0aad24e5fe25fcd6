package io.plumbline.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds examples that lie beside the project and are read in place. */
public final class SharedFolder {

  private SharedFolder() {}

  /** A file below the nearest {@code shared} folder upwards; the test is skipped without one. */
  public static Path file(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared").resolve(name);
      if (Files.isReadable(file)) {
        return file;
      }
    }
    String absent = "no shared/" + name + " in any folder above " + start;
    return "true".equals(System.getenv("CI")) ? fail(absent) : abort(absent);
  }
}
