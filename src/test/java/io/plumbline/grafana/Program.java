package io.plumbline.grafana;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program of this machine that a test needs. */
record Program(Path path) {

  /** Looks it up on the path; without it the test is skipped, or fails where {@code CI=true}. */
  static Program find(String name) {
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

  /** Runs it to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
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
  record Result(int exit, String output) {}
}
