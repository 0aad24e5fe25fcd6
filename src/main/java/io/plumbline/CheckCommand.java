package io.plumbline;

import io.plumbline.rules.Check;
import io.plumbline.rules.RulesFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a rules folder. */
@Command(
    name = "check",
    description = {
      "Checks agreements and rules, and lists every problem as path:line with its remedy.",
      "What can hardly be meant is a warning, and does not make the check fail.",
      "Changes nothing; the same check guards every reload."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin private RulesDirectory directory;

  @Override
  public Integer call() {
    Path folder = directory.path();
    try {
      Check check = Check.of(RulesFolder.read(folder));
      check.problems().forEach(problem -> System.out.println(folder + "/" + problem));
      check.warnings().forEach(warning -> System.out.println(folder + "/" + warning.asWarning()));
      if (check.summary().isEmpty()) {
        System.out.println(count(check.problems().size(), "problem") + ".");
        return 2;
      }
      Check.Summary found = check.summary().get();
      System.out.println(
          "Fine: %s, %s, %s, %s, %s in %s."
              .formatted(
                  count(found.services(), "service"),
                  count(found.objectives(), "objective"),
                  count(found.agreements(), "agreement"),
                  count(found.capacityTargets(), "capacity target"),
                  count(found.rules(), "rule"),
                  folder));
      return 0;
    } catch (IOException e) {
      return directory.unreadable(e);
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
