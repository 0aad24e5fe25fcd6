package io.plumbline;

import io.plumbline.app.ScenarioTests;
import io.plumbline.app.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells the scenarios of a rules folder to its rules. */
@Command(
    name = "test",
    description = {
      "Tells the scenarios of a rules folder to its rules and shows every difference.",
      "A scenario lies in PACK/scenarios/*.yaml: what arrives, and which findings are to come",
      "of it at which times, and no others. Time is virtual: a month takes seconds.",
      "Changes nothing. Exit code 1 if a scenario came out otherwise, 2 if one cannot be read."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = "rules",
      description = "The rules folder (default: ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--watch", description = "Test again whenever a file is saved, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    try {
      ScenarioTests tests = new ScenarioTests(folder, System.out);
      if (!watch) {
        return tests.run();
      }
      try (StopSignal stop = new StopSignal()) {
        return tests.watch(stop);
      }
    } catch (IOException e) {
      System.err.println(
          "%s cannot be read: %s; give the path of a rules folder"
              .formatted(folder, e.getMessage()));
      return 2;
    }
  }
}
