package io.plumbline.app;

import io.plumbline.app.publishing.Examination;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a text of a pack as if it were to be put in force, and lets go of it. */
final class Examining {

  private Examining() {}

  /**
   * What would become of it.
   *
   * @param inForce the rules in force
   * @param before their files
   * @param standings what stands now
   * @param pack name of the pack
   * @param files its files
   */
  static Examination of(
      Optional<RuleSet> inForce,
      List<SourceFile> before,
      List<ServiceStanding> standings,
      String pack,
      List<SourceFile> files) {
    PackReview.Outcome outcome =
        new PackReview(before, inForce, standings, PackReview.with(before, pack, files)).review();
    List<Problem> problems =
        outcome.refused().values().stream().flatMap(List::stream).sorted().toList();
    if (outcome.accepted().isEmpty()) {
      return new Examination(problems, List.of(), Optional.empty(), List.of());
    }
    PackReview.Accepted accepted = outcome.accepted().get();
    try (RuleSet next = accepted.ruleSet()) {
      return new Examination(
          problems,
          accepted.warnings(),
          Optional.of(
              new Examination.Tried(
                  accepted.trial().services(),
                  accepted.trial().appear(),
                  accepted.trial().vanish())),
          stories(new RehearsedStories(next, accepted.all(), inForce, before), pack));
    }
  }

  private static List<Examination.Story> stories(RehearsedStories stories, String pack) {
    List<Examination.Story> told = new ArrayList<>();
    for (RehearsedStories.Which which : RehearsedStories.Which.values()) {
      stories
          .told(Set.of(pack), which, () -> true)
          .forEach(
              result ->
                  told.add(
                      new Examination.Story(
                          result.scenario().path(), result.scenario().name(), result.problems())));
    }
    return told;
  }
}
