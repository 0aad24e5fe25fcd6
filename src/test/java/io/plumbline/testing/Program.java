package io.plumbline.testing;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of this machine that a test needs.
 *
 * @param path where it is
 */
public record Program(Path path) {

  /** Looks it up on the path; without it the test is skipped, or fails where {@code CI=true}. */
  public static Program find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new)
        .orElseGet(
            () -> {
              String missing = name + " is not installed here";
              assertNotEquals("true", System.getenv("CI"), missing);
              return abort(missing);
            });
  }

  /** Runs it to its end without input. */
  public Result run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /** Runs it to its end and lets it read a text. */
  public Result runWith(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Result(process.waitFor(), output);
  }

  /**
   * How a program ended.
   *
   * @param exit its code
   * @param output what it said on both streams
   */
  public record Result(int exit, String output) {}
}
