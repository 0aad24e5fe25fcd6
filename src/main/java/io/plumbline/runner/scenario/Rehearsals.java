package io.plumbline.runner.scenario;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Compilation;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the scenarios of a rules folder to its rules. Rules that several scenarios share are
 * compiled once; {@link #close()} lets go of them.
 */
public final class Rehearsals implements AutoCloseable {

  private final List<SourceFile> files;
  private final Optional<RuleSet> like;
  private final Map<String, Compilation> compiled = new HashMap<>();

  /** Prepares, with all files of a rules folder. */
  public Rehearsals(List<SourceFile> files) {
    this(files, Optional.empty());
  }

  /** Prepares; packs whose rules are those of a rule set are not compiled again. */
  public Rehearsals(List<SourceFile> files, Optional<RuleSet> like) {
    this.files = List.copyOf(files);
    this.like = like;
  }

  /**
   * Hash of what decides how a scenario ends: what was told once need not be told again.
   *
   * @param rules whether its rules count, beside the scenario and its catalogue
   */
  public String hash(Scenario scenario, boolean rules) {
    return RulesFolder.hash(
        files.stream()
            .filter(file -> needs(scenario, file) || file.path().equals(scenario.path()))
            .filter(file -> rules || !ofRules(file))
            .toList());
  }

  private static boolean ofRules(SourceFile file) {
    return file.path().endsWith(".drl") || file.path().endsWith(".csv");
  }

  /** Tells a scenario of the folder, and compares what came of it with what it expects. */
  public ScenarioResult tell(Scenario scenario) {
    List<SourceFile> needed = files.stream().filter(file -> needs(scenario, file)).toList();
    Compilation compilation =
        compiled.computeIfAbsent(
            RulesFolder.hash(needed), hash -> RuleSet.compileStory(needed, like));
    return compilation
        .ruleSet()
        .map(
            rules ->
                new ScenarioResult(
                    scenario,
                    new Difference(scenario, rules)
                        .problems(ScenarioRun.of(scenario, rules, needed))))
        .orElseGet(() -> new ScenarioResult(scenario, compilation.problems()));
  }

  /**
   * Its own catalogue, with the holidays beside it, or the folder's; its pack's rules and the
   * standard ones.
   */
  private static boolean needs(Scenario scenario, SourceFile file) {
    String pack = file.path().substring(0, Math.max(0, file.path().indexOf('/')));
    boolean beside = RuleSet.ofScenarios(file);
    if (ofRules(file)) {
      return !beside && (pack.equals(scenario.pack()) || pack.equals(RuleSet.STANDARD));
    }
    boolean holidays = beside && pack.equals(scenario.pack()) && file.path().endsWith(".ics");
    return scenario.catalogue().isEmpty()
        ? !beside
        : holidays || scenario.catalogue().contains(file.path());
  }

  @Override
  public void close() {
    compiled.values().forEach(compilation -> compilation.ruleSet().ifPresent(RuleSet::close));
  }
}
