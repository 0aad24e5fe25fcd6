package io.plumbline.app;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Check;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RulesFolder;
import io.plumbline.runner.scenario.Rehearsals;
import io.plumbline.runner.scenario.Scenario;
import io.plumbline.runner.scenario.ScenarioReader;
import io.plumbline.runner.scenario.ScenarioResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells every scenario of a rules folder, and says how each came out. */
public final class ScenarioTests {

  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Path folder;
  private final PrintStream out;

  /**
   * Prepares.
   *
   * @param folder the rules folder
   * @param out where to say how each scenario came out
   */
  public ScenarioTests(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /**
   * Tells all scenarios once.
   *
   * @return exit code: 0 all came out as expected, 1 one did not, 2 one cannot be read
   * @throws IOException if the folder cannot be read
   */
  public int run() throws IOException {
    return run(RulesFolder.read(folder));
  }

  /**
   * Tells all scenarios whenever a file has changed.
   *
   * @param stop ends it
   * @return exit code of the last time
   */
  public int watch(StopSignal stop) throws InterruptedException {
    String seen = "";
    int code = FINE;
    do {
      try {
        List<SourceFile> files = RulesFolder.read(folder);
        String hash = RulesFolder.hash(files);
        if (!hash.equals(seen)) {
          seen = hash;
          code = run(files);
          out.println("Waiting for an edit below " + folder + "; stop with Ctrl-C.");
        }
      } catch (IOException e) {
        // An editor may be in the midst of putting a file in another's place.
        String unreadable = folder + " cannot be read: " + e.getMessage() + "; it is tried again";
        if (!unreadable.equals(seen)) {
          seen = unreadable;
          out.println(unreadable);
        }
        code = UNREADABLE;
      }
    } while (!stop.await(LOOK_EVERY));
    return code;
  }

  private int run(List<SourceFile> files) {
    List<Problem> unreadable = new ArrayList<>(Check.of(files).problems());
    List<Scenario> scenarios = ScenarioReader.read(files, unreadable);
    if (!unreadable.isEmpty()) {
      unreadable.stream().sorted().forEach(problem -> out.println(folder + "/" + problem));
      return UNREADABLE;
    }
    if (scenarios.isEmpty()) {
      out.println("No scenario; write one into " + folder + "/PACK/scenarios/NAME.yaml");
      return UNREADABLE;
    }
    int failed = 0;
    try (Rehearsals rehearsals = new Rehearsals(files)) {
      for (Scenario scenario : scenarios) {
        failed += told(rehearsals.tell(scenario)) ? 0 : 1;
      }
    }
    out.println("Scenarios: %d as expected, %d not.".formatted(scenarios.size() - failed, failed));
    return failed == 0 ? FINE : FAILED;
  }

  private boolean told(ScenarioResult result) {
    Scenario scenario = result.scenario();
    out.printf("%s %s: %s%n", result.passed() ? "ok  " : "FAIL", scenario.path(), scenario.name());
    result.problems().forEach(problem -> out.println("     " + folder + "/" + problem));
    return result.passed();
  }
}
