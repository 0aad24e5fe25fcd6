package io.plumbline.rules;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.rules.catalogue.CatalogueReader;
import io.plumbline.rules.catalogue.CatalogueReading;
import io.plumbline.rules.catalogue.PackReader;
import io.plumbline.rules.drl.CompiledPack;
import io.plumbline.rules.drl.DrlReader;
import io.plumbline.rules.drl.PackCompiler;
import io.plumbline.rules.drl.RuleSource;
import io.plumbline.rules.table.TableRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a rule set of files. */
final class RuleSetCompiler {

  private static final int MOST_RULES = 500;

  private final List<SourceFile> catalogue = new ArrayList<>();
  private final List<SourceFile> packFiles = new ArrayList<>();
  private final SortedMap<String, List<SourceFile>> drl = new TreeMap<>();
  private final SortedMap<String, SourceFile> tables = new TreeMap<>();
  private final List<TableRules> tableRules = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private final Map<String, PackInfo> infos = new HashMap<>();
  private final Optional<RuleSet> like;

  /**
   * Prepares.
   *
   * @param like a rule set whose compiled packs may be used again
   */
  RuleSetCompiler(List<SourceFile> files, Optional<RuleSet> like) {
    this.like = like;
    files.forEach(this::sort);
  }

  /** Gives each file its place. */
  private void sort(SourceFile file) {
    String path = file.path();
    int slash = path.indexOf('/');
    if (slash <= 0) {
      problems.add(
          new Problem(path, 1, "the file lies in no pack", "move it into a folder per team"));
      return;
    }
    String pack = path.substring(0, slash);
    List<SourceFile> rules = drl.computeIfAbsent(pack, name -> new ArrayList<>());
    int strange = file.text().indexOf('\uFFFD');
    if (strange >= 0) {
      int line = 1 + (int) file.text().substring(0, strange).chars().filter(c -> c == '\n').count();
      problems.add(new Problem(path, line, "a letter is not UTF-8", "save the file as UTF-8"));
    } else if (path.startsWith(pack + "/tables/")) {
      tables.put(path, file);
    } else if (path.endsWith(".drl")) {
      rules.add(file);
    } else if (path.equals(pack + "/pack.yaml")) {
      packFiles.add(file);
    } else {
      catalogue.add(file);
    }
  }

  Compilation compile() {
    packFiles.forEach(file -> infos.put(packOf(file), PackReader.read(file, problems)));
    CatalogueReading reading = CatalogueReader.read(catalogue, problems);
    List<Problem> warnings = new ArrayList<>(reading.warnings());
    SortedMap<String, List<RuleSource>> rules = rules();
    rules.values().forEach(of -> DoubtfulRules.check(of, warnings));
    tableRules.forEach(table -> warnings.addAll(table.aboutTiers(judged(table, reading))));
    SortedMap<String, CompiledPack> packs = new TreeMap<>();
    rules.values().removeIf(List::isEmpty);
    BurnReach reach = new BurnReach(reading.catalogue(), reading.packOf(), problems, warnings);
    if (problems.isEmpty()) {
      rules.values().forEach(of -> of.forEach(reach::check));
    }
    rules.forEach(
        (pack, of) ->
            like.flatMap(other -> other.shared(pack, of))
                .or(() -> PackCompiler.compile(of, problems))
                .ifPresent(compiled -> packs.put(pack, compiled)));
    if (!problems.isEmpty()) {
      packs.values().forEach(CompiledPack::close);
      return new Compilation(Optional.empty(), sorted(problems), sorted(warnings));
    }
    return new Compilation(
        Optional.of(new RuleSet(reading.catalogue(), reading.packOf(), drl.keySet(), packs, infos)),
        List.of(),
        sorted(warnings));
  }

  private static String packOf(SourceFile file) {
    return file.path().substring(0, file.path().indexOf('/'));
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream().sorted().distinct().toList();
  }

  /** The rules in order, by pack; packs without any are left out. */
  private SortedMap<String, List<RuleSource>> rules() {
    SortedMap<String, List<RuleSource>> rules = new TreeMap<>();
    drl.forEach(
        (pack, files) -> {
          List<RuleSource> of = new ArrayList<>();
          files.forEach(file -> of.addAll(DrlReader.read(pack, file, problems)));
          of.addAll(ofTables(pack));
          if (of.size() > MOST_RULES) {
            RuleInfo beyond = of.get(MOST_RULES).info();
            problems.add(
                new Problem(
                    beyond.file(),
                    beyond.line(),
                    "the pack has " + of.size() + " rules",
                    "keep to " + MOST_RULES + ", and compare tiers and names instead"));
          } else if (!of.isEmpty()) {
            rules.put(pack, of);
          }
        });
    Map<String, RuleInfo> standard = new HashMap<>();
    refuseDuplicates(rules.getOrDefault(RuleSet.STANDARD, new ArrayList<>()), standard);
    rules.forEach(
        (pack, of) -> {
          if (!pack.equals(RuleSet.STANDARD)) {
            Map<String, RuleInfo> known = new HashMap<>(standard);
            refuseDuplicates(of, known);
            known.values().stream()
                .filter(rule -> rule.scope() == Scope.PORTFOLIO)
                .forEach(rule -> standard.putIfAbsent(rule.name(), rule));
          }
        });
    return rules;
  }

  /** The rules of the tables of a pack, each with the template beside it. */
  private List<RuleSource> ofTables(String pack) {
    List<RuleSource> rules = new ArrayList<>();
    SortedMap<String, SourceFile> own = tables.subMap(pack + "/tables/", pack + "/tables0");
    for (SourceFile file : own.values()) {
      boolean table = file.path().endsWith(".csv");
      String stem = file.path().substring(0, file.path().length() - ".csv".length());
      String other = stem + (table ? ".drl" : ".csv");
      if (!file.path().matches(".*\\.(csv|drl)")) {
        problems.add(
            new Problem(
                file.path(),
                1,
                "only tables (.csv) and their templates (.drl) lie here",
                "move it into the folder above"));
      } else if (!own.containsKey(other)) {
        problems.add(
            new Problem(
                file.path(),
                1,
                (table ? "the table has no template " : "the template has no table ")
                    + other.substring(other.lastIndexOf('/') + 1)
                    + " beside it",
                table
                    ? "write one, with @{column} where a cell belongs"
                    : "write one, or move the rules into the folder above"));
      } else if (table) {
        TableRules.read(pack, file, own.get(other), problems)
            .ifPresent(
                read -> {
                  tableRules.add(read);
                  rules.addAll(read.rules());
                });
      }
    }
    return rules;
  }

  /** The services that the rules of a table judge. */
  private static List<Service> judged(TableRules table, CatalogueReading reading) {
    return reading.catalogue().services().values().stream()
        .filter(
            service ->
                table.pack().equals(RuleSet.STANDARD)
                    || table.pack().equals(reading.packOf().get(service.name())))
        .toList();
  }

  /** Names tell findings apart, so no two rules that judge one service may share theirs. */
  private void refuseDuplicates(List<RuleSource> rules, Map<String, RuleInfo> known) {
    List<RuleSource> duplicates = new ArrayList<>();
    for (RuleSource rule : rules) {
      RuleInfo first = known.putIfAbsent(rule.info().name(), rule.info());
      // Rows of one table are told apart by what they hold for.
      if (first != null
          && !(first.file().endsWith(".csv") && first.file().equals(rule.info().file()))) {
        duplicates.add(rule);
        problems.add(
            new Problem(
                rule.info().file(),
                rule.info().line(),
                "rule \"" + first.name() + "\" is already at " + first.file() + ":" + first.line(),
                "give it a new name"));
      }
    }
    rules.removeAll(duplicates);
  }
}
