package io.plumbline.app;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.rules.Compilation;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.signal.RuleSetActivated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out which packs of an edited folder can go live together with those that stay as they are,
 * and why the others cannot. A fault holds up the pack it lies in, or, when it lies in none that
 * was edited, the edit that brought it about.
 */
final class PackReview {

  private final SortedMap<String, List<SourceFile>> before;
  private final Optional<RuleSet> inForce;
  private final List<ServiceStanding> standings;
  private final SortedMap<String, List<SourceFile>> edited;
  private final SortedMap<String, List<Problem>> refused = new TreeMap<>();

  /**
   * Prepares a review.
   *
   * @param standing files in force
   * @param inForce the same, compiled; packs that did not change are not compiled again
   * @param standings what stands now, for a trial
   * @param folder files of the edited folder
   */
  PackReview(
      List<SourceFile> standing,
      Optional<RuleSet> inForce,
      List<ServiceStanding> standings,
      List<SourceFile> folder) {
    this.before = byPack(standing);
    this.inForce = inForce;
    this.standings = standings;
    this.edited = byPack(folder);
  }

  /**
   * What came of it.
   *
   * @param accepted what can go live, empty for nothing
   * @param refused the problems of each pack that cannot, by its name
   */
  record Outcome(Optional<Accepted> accepted, SortedMap<String, List<Problem>> refused) {}

  /**
   * Packs that can go live together.
   *
   * @param files the files of these packs
   * @param all the files of all packs as they will then be
   * @param packs their names; one without files ceases to be
   * @param ruleSet all packs, compiled
   * @param warnings what can hardly be meant
   * @param trial what it makes of the facts of now
   */
  record Accepted(
      List<SourceFile> files,
      List<SourceFile> all,
      SortedSet<String> packs,
      RuleSet ruleSet,
      List<Problem> warnings,
      Trial trial) {}

  /** The names of packs that differ from what is in force. */
  private SortedSet<String> changed() {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(edited.keySet());
    names.removeIf(name -> of(before, name).equals(of(edited, name)));
    return names;
  }

  Outcome review() {
    SortedSet<String> left = changed();
    while (!left.isEmpty()) {
      Attempt attempt = attempt(left);
      if (attempt.accepted().isPresent()) {
        return new Outcome(attempt.accepted(), refused);
      }
      refuse(left, attempt.problems());
      left.removeAll(refused.keySet());
    }
    return new Outcome(Optional.empty(), refused);
  }

  private record Attempt(Optional<Accepted> accepted, List<Problem> problems) {}

  private Attempt attempt(SortedSet<String> packs) {
    List<SourceFile> all = with(packs);
    Compilation compilation = RuleSet.compile(all, inForce);
    if (compilation.ruleSet().isEmpty()) {
      return new Attempt(Optional.empty(), compilation.problems());
    }
    RuleSet next = compilation.ruleSet().get();
    Trial trial = Trial.of(next, inForce, standings);
    List<Problem> problems = new ArrayList<>(trial.problems());
    if (problems.isEmpty() && !before.isEmpty()) {
      problems.addAll(stories(next, all).ends(packs, RehearsedStories.Which.THAT_HOLD));
    }
    if (!problems.isEmpty()) {
      next.close();
      return new Attempt(Optional.empty(), problems);
    }
    List<SourceFile> files = packs.stream().flatMap(name -> of(edited, name).stream()).toList();
    return new Attempt(
        Optional.of(
            new Accepted(files, all, new TreeSet<>(packs), next, compilation.warnings(), trial)),
        List.of());
  }

  private RehearsedStories stories(RuleSet next, List<SourceFile> all) {
    return new RehearsedStories(
        next, all, inForce, before.values().stream().flatMap(List::stream).toList());
  }

  private void refuse(SortedSet<String> left, List<Problem> problems) {
    Map<String, List<Problem>> guilty =
        problems.stream()
            .filter(problem -> left.contains(packOf(problem)))
            .collect(Collectors.groupingBy(PackReview::packOf));
    if (!guilty.isEmpty()) {
      refused.putAll(guilty);
    } else if (left.size() == 1) {
      refused.put(left.first(), problems);
    } else {
      // The fault lies in a pack that was not edited: one of the edits took away what it needs.
      int sound = refused.size();
      for (String name : left) {
        Attempt alone = attempt(new TreeSet<>(List.of(name)));
        alone
            .accepted()
            .ifPresentOrElse(a -> a.ruleSet().close(), () -> refused.put(name, alone.problems()));
      }
      if (refused.size() == sound) {
        left.forEach(name -> refused.put(name, problems));
      }
    }
  }

  /** All files, with those of one pack in the place of its present ones. */
  static List<SourceFile> with(List<SourceFile> all, String pack, List<SourceFile> files) {
    return Stream.concat(
            all.stream().filter(file -> !RuleSetActivated.packOf(file).equals(pack)),
            files.stream())
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  private List<SourceFile> with(SortedSet<String> packs) {
    SortedMap<String, List<SourceFile>> all = new TreeMap<>(before);
    packs.forEach(name -> all.put(name, of(edited, name)));
    return all.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(SourceFile::path))
        .toList();
  }

  private static List<SourceFile> of(SortedMap<String, List<SourceFile>> packs, String name) {
    return packs.getOrDefault(name, List.of());
  }

  private static SortedMap<String, List<SourceFile>> byPack(List<SourceFile> files) {
    return files.stream()
        .collect(
            Collectors.groupingBy(
                RuleSetActivated::packOf, TreeMap::new, Collectors.toUnmodifiableList()));
  }

  private static String packOf(Problem problem) {
    return problem.path().substring(0, Math.max(0, problem.path().indexOf('/')));
  }
}
