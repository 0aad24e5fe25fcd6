package io.plumbline.rules;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.rules.drl.CompiledPack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rules folder, read, checked and compiled: what was promised, and the rules that judge it. The
 * pack {@link #STANDARD} judges every service, any other pack the services its catalogue declares;
 * rules of {@code package portfolio} judge all services together, whatever their pack. It does not
 * change, and threads may share it; {@link #close()} must not overtake a judgement.
 */
public final class RuleSet implements AutoCloseable {

  /** The pack whose rules judge every service. */
  public static final String STANDARD = "standard";

  private static final Pattern SCENARIOS = Pattern.compile("[^/]+/scenarios/");
  private static final Comparator<Judgement> ORDER =
      Comparator.comparing(Judgement::kind)
          .thenComparing(judgement -> judgement.rule().name())
          .thenComparing(judgement -> judgement.rule().pack())
          .thenComparing(judgement -> judgement.fact().subject())
          .thenComparing(judgement -> judgement.fact().discriminator())
          .thenComparing(Judgement::text);

  private final Catalogue catalogue;
  private final Map<String, String> packOf;
  private final SortedMap<String, CompiledPack> packs;
  private final Set<String> packNames;

  RuleSet(
      Catalogue catalogue,
      Map<String, String> packOf,
      Set<String> packNames,
      SortedMap<String, CompiledPack> packs) {
    this.catalogue = catalogue;
    this.packOf = packOf;
    this.packNames = Collections.unmodifiableSet(new TreeSet<>(packNames));
    this.packs = packs;
  }

  /**
   * Reads, checks and compiles the files of a rules folder. All problems of all files are found in
   * one go. It takes a second or more; keep it off threads that must answer.
   */
  public static Compilation compile(List<SourceFile> files) {
    return compileStory(files.stream().filter(file -> !ofScenarios(file)).toList());
  }

  /** As {@link #compile}, for a story: a catalogue among the scenarios counts as any other. */
  public static Compilation compileStory(List<SourceFile> files) {
    return new RuleSetCompiler(files).compile();
  }

  /**
   * Whether a file tries rules and promises nothing: it lies in the {@code scenarios} of a pack.
   */
  public static boolean ofScenarios(SourceFile file) {
    return SCENARIOS.matcher(file.path()).lookingAt();
  }

  /** What was promised. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The names of all packs, also of those without rules. */
  public Set<String> packs() {
    return packNames;
  }

  /** All rules, by pack, file and line. */
  public List<RuleInfo> rules() {
    return packs.values().stream().map(CompiledPack::rules).flatMap(Collection::stream).toList();
  }

  /**
   * What the rules hold to be true of one service: a pure function of its facts. It never throws
   * for a bad rule.
   *
   * @param facts facts of one service, in the engine's order
   */
  public Verdicts judge(List<Fact> facts) {
    return judge(facts, rule -> false);
  }

  /** As {@link #judge(List)}, without the rules that are left out. */
  public Verdicts judge(List<Fact> facts, Predicate<RuleInfo> leftOut) {
    List<Judgement> judgements = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>();
    if (!facts.isEmpty()) {
      String service = facts.get(0).service();
      Predicate<RuleInfo> elsewhere =
          Scope.of(service) == Scope.PORTFOLIO
              ? rule -> !rule.pack().equals(STANDARD) && rule.scope() == Scope.SERVICE
              : rule -> false;
      packsFor(service)
          .flatMap(name -> Stream.ofNullable(packs.get(name)))
          .forEach(pack -> pack.judge(facts, leftOut.or(elsewhere), judgements, faults));
    }
    judgements.sort(ORDER);
    faults.sort(Comparator.comparing(fault -> fault.rule().name()));
    return new Verdicts(judgements, faults);
  }

  private Stream<String> packsFor(String service) {
    if (Scope.of(service) == Scope.PORTFOLIO) {
      return packs.keySet().stream();
    }
    return Stream.concat(Stream.of(STANDARD), Stream.ofNullable(packOf.get(service))).distinct();
  }

  /** What each rule has cost so far. */
  public RuleCosts costs() {
    SortedMap<String, RuleCosts.Cost> costs = new TreeMap<>();
    for (CompiledPack pack : packs.values()) {
      pack.costs().forEach((rule, cost) -> costs.merge(rule, cost, RuleCosts.Cost::plus));
    }
    return new RuleCosts(costs);
  }

  /** Gives up the sessions and classes of the rules. */
  @Override
  public void close() {
    packs.values().forEach(CompiledPack::close);
  }
}
