package io.plumbline.app;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Compilation;
import io.plumbline.rules.Problem;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.RulesFolder;
import io.plumbline.signal.RuleSetActivated;
import io.plumbline.signal.RuleSetActivated.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rule sets that the journal keeps. Each compiled when it was activated; a newer daemon may demand
 * more. Then the folder, where people can mend what it names, takes the place of the packs that are
 * not understood; of all packs, if that does not do.
 *
 * @param folder the rules folder
 */
public record KeptRules(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(KeptRules.class);

  /** As {@link #compile}, beside the running daemon. */
  public static RuleSet ruleSet(Path folder, RuleSetActivated set) {
    return new KeptRules(folder).compile(set, Optional.empty()).ruleSet();
  }

  /**
   * Compiles an activation of the journal, or what the folder has in its place.
   *
   * @param like rules whose compiled packs may be used again
   * @throws NotUnderstoodException if neither compiles
   */
  Understood compile(RuleSetActivated set, Optional<RuleSet> like) {
    Compilation kept = RuleSet.compile(set.files(), like);
    return kept.ruleSet()
        .map(rules -> new Understood(rules, Optional.of(set)))
        .orElseGet(() -> mended(set, kept.problems(), like));
  }

  /**
   * Rules that can judge.
   *
   * @param asKept what the journal keeps of them, without the packs that are the folder's
   */
  record Understood(RuleSet ruleSet, Optional<RuleSetActivated> asKept) {}

  private Understood mended(RuleSetActivated set, List<Problem> problems, Optional<RuleSet> like) {
    for (Problem problem : problems) {
      LOG.warn("Rules version {}, kept in the journal: {}", set.version(), problem);
    }
    SortedSet<String> packs = new TreeSet<>();
    problems.forEach(p -> packs.add(RuleSetActivated.packOf(new SourceFile(p.path(), ""))));
    List<SourceFile> present = files(set);
    List<SourceFile> left = new ArrayList<>(set.files());
    left.removeIf(file -> packs.contains(RuleSetActivated.packOf(file)));
    List<SourceFile> mixed = new ArrayList<>(left);
    present.stream().filter(f -> packs.contains(RuleSetActivated.packOf(f))).forEach(mixed::add);
    Optional<RuleSet> partly = RuleSet.compile(mixed, like).ruleSet();
    if (!left.isEmpty() && partly.isPresent()) {
      LOG.warn(
          "This daemon no longer understands rules version {} of {}; the folder {} has its place.",
          set.version(),
          String.join(", ", packs),
          folder);
      return new Understood(partly.get(), Optional.of(standing(set, packs, left)));
    }
    partly.ifPresent(RuleSet::close);
    Compilation whole = RuleSet.compile(present);
    if (whole.ruleSet().isEmpty()) {
      throw new NotUnderstoodException(set, folder, whole.problems());
    }
    LOG.warn(
        "This daemon no longer understands rules version {}; those of {} judge in its place.",
        set.version(),
        folder);
    return new Understood(whole.ruleSet().get(), Optional.empty());
  }

  private static RuleSetActivated standing(
      RuleSetActivated set, SortedSet<String> without, List<SourceFile> files) {
    SortedMap<String, Pack> packs = new TreeMap<>(set.packs());
    packs.keySet().removeAll(without);
    return new RuleSetActivated(
        set.version(), files, set.hash(), set.author(), set.reason(), packs, false);
  }

  private List<SourceFile> files(RuleSetActivated set) {
    try {
      return RulesFolder.read(folder);
    } catch (IOException e) {
      throw new NotUnderstoodException(
          set,
          folder,
          List.of(
              new Problem(
                  RulesWatch.FOLDER,
                  0,
                  "the folder cannot be read: " + e.getMessage(),
                  "set rules.dir to a folder of rules")));
    }
  }

  /** Nothing that can judge is left: neither the kept rules nor those of the folder compile. */
  static final class NotUnderstoodException extends RuntimeException {

    private final transient List<String> problems = new ArrayList<>();

    NotUnderstoodException(RuleSetActivated set, Path folder, List<Problem> found) {
      super("rules version " + set.version() + " is not understood");
      problems.add(
          ("rules version %d, in force when the daemon last ran, is not understood by this one, and"
                  + " neither is the folder %s; correct there what follows, or start the version"
                  + " of the daemon that accepted it")
              .formatted(set.version(), folder));
      found.forEach(problem -> problems.add(problem.toString()));
    }

    /** What to do, then every problem of the folder with its place and remedy. */
    List<String> problems() {
      return List.copyOf(problems);
    }
  }
}
