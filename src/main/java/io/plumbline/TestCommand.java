package io.plumbline;

import io.plumbline.app.ScenarioTests;
import io.plumbline.app.StopSignal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private RulesDirectory directory;

  @Option(names = "--watch", description = "Test again whenever a file is saved, until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    try {
      ScenarioTests tests = new ScenarioTests(directory.path(), System.out);
      if (!watch) {
        return tests.run();
      }
      try (StopSignal stop = new StopSignal()) {
        return tests.watch(stop);
      }
    } catch (IOException e) {
      return directory.unreadable(e);
    }
  }
}
