package io.plumbline.rules;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.Fact;
import io.plumbline.fact.Judgement;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.rules.drl.CompiledPack;
import io.plumbline.rules.drl.RuleSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final Set<String> OF_FINDINGS =
      Set.of(
          "Dependency",
          "ServiceSummary",
          "TierSummary",
          "PortfolioSummary",
          "Recurrence",
          "RuleFailure");

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
  private final Map<String, PackInfo> infos;
  private final AtomicBoolean closed = new AtomicBoolean();

  RuleSet(
      Catalogue catalogue,
      Map<String, String> packOf,
      Set<String> packNames,
      SortedMap<String, CompiledPack> packs,
      Map<String, PackInfo> infos) {
    this.catalogue = catalogue;
    this.packOf = packOf;
    this.packNames = Collections.unmodifiableSet(new TreeSet<>(packNames));
    this.packs = packs;
    this.infos = Map.copyOf(infos);
  }

  /**
   * Reads, checks and compiles the files of a rules folder. All problems of all files are found in
   * one go. It takes a second or more; keep it off threads that must answer.
   */
  public static Compilation compile(List<SourceFile> files) {
    return compile(files, Optional.empty());
  }

  /**
   * As {@link #compile(List)}; packs whose rules are those of another rule set are not compiled
   * again.
   */
  public static Compilation compile(List<SourceFile> files, Optional<RuleSet> like) {
    return compileStory(files.stream().filter(file -> !ofScenarios(file)).toList(), like);
  }

  /** As {@link #compile}, for a story: a catalogue among the scenarios counts as any other. */
  public static Compilation compileStory(List<SourceFile> files, Optional<RuleSet> like) {
    return new RuleSetCompiler(files, like).compile();
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

  /** The pack whose catalogue has a service. */
  public Optional<String> packOf(String service) {
    return Optional.ofNullable(packOf.get(service));
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
      packsFor(service)
          .flatMap(name -> Stream.ofNullable(packs.get(name)))
          .forEach(pack -> pack.judge(facts, leftOut.or(elsewhere(service)), judgements, faults));
    }
    judgements.sort(ORDER);
    faults.sort(Comparator.comparing(fault -> fault.rule().name()));
    return new Verdicts(judgements, faults);
  }

  /**
   * What the rules of some packs hold to be true of one service, tried out: unlike {@link #judge}
   * it leaves no trace in {@link #costs()} or the log.
   */
  public Verdicts tryOut(List<Fact> facts, Set<String> of) {
    List<Judgement> judgements = new ArrayList<>();
    List<RuleFault> faults = new ArrayList<>();
    if (!facts.isEmpty()) {
      packsFor(facts.get(0).service())
          .filter(of::contains)
          .flatMap(name -> Stream.ofNullable(packs.get(name)))
          .forEach(
              pack -> pack.tryOut(facts, elsewhere(facts.get(0).service()), judgements, faults));
    }
    return new Verdicts(judgements, faults);
  }

  /**
   * What facts of a service must be like for any rule to conclude something of it, or to fail;
   * empty when a rule may do so whatever the facts are.
   */
  public Optional<List<Demand>> demands(String service) {
    List<RuleSource> judging =
        packsFor(service)
            .flatMap(name -> Stream.ofNullable(packs.get(name)))
            .flatMap(pack -> pack.sources().stream())
            .filter(rule -> !elsewhere(service).test(rule.info()))
            .toList();
    return judging.stream().allMatch(rule -> rule.demand().isPresent())
        ? Optional.of(judging.stream().flatMap(rule -> rule.demand().stream()).distinct().toList())
        : Optional.empty();
  }

  /** The packs whose rules another rule set does not have as they are here. */
  public Set<String> packsUnlike(RuleSet other) {
    return packs.entrySet().stream()
        .filter(pack -> pack.getValue() != other.packs.get(pack.getKey()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The names of rules that another rule set does not have as they are here, or that it alone has.
   */
  public Set<String> rulesUnlike(RuleSet other) {
    Set<RuleSource> here = sources().collect(Collectors.toSet());
    Set<RuleSource> there = other.sources().collect(Collectors.toSet());
    return Stream.concat(
            here.stream().filter(rule -> !there.contains(rule)),
            there.stream().filter(rule -> !here.contains(rule)))
        .map(rule -> rule.info().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a rule looks at what other rules concluded, of whatever service. */
  public boolean restsOnFindings(String rule) {
    return sources()
        .filter(source -> source.info().name().equals(rule))
        .flatMap(source -> source.looks().stream())
        .anyMatch(look -> OF_FINDINGS.contains(look.fact()));
  }

  /** All rules taken apart, by pack, file and line. */
  public Stream<RuleSource> sources() {
    return packs.values().stream().flatMap(pack -> pack.sources().stream());
  }

  /** What a pack says of itself. */
  public PackInfo about(String pack) {
    return infos.getOrDefault(pack, PackInfo.NONE);
  }

  /** What becomes of an edit of a pack when one of its scenarios ends otherwise. */
  public Stories stories(String pack) {
    return about(pack).stories();
  }

  /** A compiled pack to be used by another rule set, if it was made of these very rules. */
  Optional<CompiledPack> shared(String pack, List<RuleSource> rules) {
    return Optional.ofNullable(packs.get(pack))
        .filter(compiled -> compiled.sources().equals(rules) && compiled.share());
  }

  /** All services together are nobody's but the shipped pack's, and of rules that say so. */
  private static Predicate<RuleInfo> elsewhere(String service) {
    return Scope.of(service) == Scope.PORTFOLIO
        ? rule -> !rule.pack().equals(STANDARD) && rule.scope() == Scope.SERVICE
        : rule -> false;
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

  /** Gives up the sessions and classes of the rules that no other rule set uses. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      packs.values().forEach(CompiledPack::close);
    }
  }
}
