package io.plumbline.runner.backtest;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Promised;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import java.util.Comparator;
import java.util.List;

/**
 * Rules by which the past is judged.
 *
 * @param name what people call them, such as the path of their folder
 * @param set the rules as they would be activated
 * @param promised what they promise
 */
public record Side(String name, RuleSetActivated set, Promised promised) {

  /** The rules of some files, which were checked before. */
  public static Side of(String name, List<SourceFile> files) {
    // Scenarios try rules and judge nothing, so a new one changes nothing.
    List<SourceFile> judging =
        files.stream()
            .filter(file -> !RuleSet.ofScenarios(file))
            .sorted(Comparator.comparing(SourceFile::path))
            .toList();
    return of(name, new RuleSetActivated(0, judging, RulesFolder.hash(judging), "backtest", name));
  }

  static Side of(String name, RuleSetActivated set) {
    return new Side(name, set, Promised.by(set.files()));
  }

  /** Whether rules that were in force judge exactly as these do. */
  boolean judgesAs(RuleSetActivated other) {
    return of("", other.files()).set().hash().equals(of("", set.files()).set().hash());
  }
}
