package io.plumbline.rules.table;

import io.plumbline.catalogue.Service;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.Problem;
import io.plumbline.rules.drl.DrlReader;
import io.plumbline.rules.drl.Look;
import io.plumbline.rules.drl.RuleSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules that are written as the rows of a table: each row fills the template beside it. What comes
 * of it passes the same checks as any rule file, and its findings name the row.
 */
public final class TableRules {

  private final String pack;
  private final Table table;
  private final SourceFile template;
  private final List<Place> places;
  private final List<Problem> problems;
  private final List<RuleSource> rules = new ArrayList<>();
  private final Map<Integer, List<Problem>> ofTemplate = new LinkedHashMap<>();

  private TableRules(
      String pack, Table table, SourceFile template, List<Place> places, List<Problem> problems) {
    this.pack = pack;
    this.table = table;
    this.template = template;
    this.places = places;
    this.problems = problems;
  }

  /** The rules of a table; nothing if it cannot be read at all. Problems are added to the list. */
  public static Optional<TableRules> read(
      String pack, SourceFile csv, SourceFile template, List<Problem> problems) {
    List<Place> places = Place.of(template.text());
    if (places.isEmpty()) {
      problems.add(
          new Problem(
              template.path(),
              1,
              "no cell of the table goes into the template",
              "write @{column} where one belongs"));
      return Optional.empty();
    }
    return TableFile.read(csv, problems)
        .map(table -> new TableRules(pack, table, template, places, problems))
        .filter(TableRules::hasColumns)
        .map(TableRules::expand);
  }

  /** The pack whose table it is. */
  public String pack() {
    return pack;
  }

  /** The rules, row by row. */
  public List<RuleSource> rules() {
    return List.copyOf(rules);
  }

  private boolean hasColumns() {
    int before = problems.size();
    Set<String> used = new HashSet<>();
    for (Place place : places) {
      if (used.add(place.column()) && table.column(place.column()) < 0) {
        problem(
            table.line(),
            "there is no column %s, which %s:%d uses"
                .formatted(place.column(), template.path(), place.line()),
            NearestName.near(place.column(), table.columns())
                .map(near -> "write it instead of " + near)
                .orElse("add it"));
      }
    }
    return problems.size() == before;
  }

  private TableRules expand() {
    List<Table.Row> sound = table.rows().stream().filter(this::isSound).toList();
    for (Table.Row row : sound) {
      List<Problem> found = new ArrayList<>();
      SourceFile filled = new SourceFile(template.path(), filled(row));
      DrlReader.read(pack, filled, found).stream()
          .map(rule -> rule.at(table.path(), row.line()))
          .forEach(rules::add);
      ofTemplate.put(row.line(), found);
    }
    Set<Problem> everywhere = new TreeSet<>();
    ofTemplate.values().stream().findFirst().ifPresent(everywhere::addAll);
    ofTemplate.values().forEach(everywhere::retainAll);
    problems.addAll(everywhere);
    ofTemplate.forEach(
        (line, found) ->
            found.stream()
                .filter(problem -> !everywhere.contains(problem))
                .forEach(
                    p ->
                        problem(
                            line,
                            "in %s:%d %s".formatted(p.path(), p.line(), p.what()),
                            p.instead())));
    refuseOverlaps();
    return this;
  }

  private boolean isSound(Table.Row row) {
    Set<Integer> wrong = new TreeSet<>();
    for (Place place : places) {
      int column = table.column(place.column());
      Cell.of(place, row.cells().get(column))
          .wrong()
          .filter(w -> wrong.add(column))
          .ifPresent(w -> problem(row.line(), table.named(column) + ": " + w.what(), w.instead()));
    }
    return wrong.isEmpty();
  }

  private String filled(Table.Row row) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    List<Cell> cells =
        places.stream()
            .map(place -> Cell.of(place, row.cells().get(table.column(place.column()))))
            .sorted(Comparator.comparingInt(Cell::from))
            .toList();
    for (Cell cell : cells) {
      text.append(template.text(), at, cell.from()).append(cell.text());
      at = cell.to();
    }
    return text.append(template.text().substring(at)).toString();
  }

  /**
   * Two rows of one rule that hold at once would tell the same twice, with two severities perhaps.
   */
  private void refuseOverlaps() {
    Map<String, List<RuleSource>> byName =
        rules.stream().collect(Collectors.groupingBy(rule -> rule.info().name()));
    for (List<RuleSource> same : byName.values()) {
      for (int i = 1; i < same.size(); i++) {
        RuleSource rule = same.get(i);
        same.subList(0, i).stream()
            .filter(other -> overlap(other.looks(), rule.looks()))
            .findFirst()
            .ifPresent(
                other ->
                    problem(
                        rule.info().line(),
                        "this row and the one in line %d both hold for \"%s\" at once"
                            .formatted(other.info().line(), rule.info().name()),
                        "take one out, or tell them apart"
                            + (distinguishing().isEmpty()
                                ? ""
                                : " by " + String.join(" or ", distinguishing()))));
      }
    }
  }

  private Set<String> distinguishing() {
    return places.stream()
        .filter(place -> isEqual(place))
        .map(Place::column)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isEqual(Place place) {
    return place.use() instanceof Place.Use.Compared compared && compared.sign().equals("==");
  }

  private static boolean overlap(List<Look> one, List<Look> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (one.get(i).excludes(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * What can hardly be meant about tiers: some that no row is about, with the services left alone,
   * and rows about tiers that no service has.
   *
   * @param services the services whose tiers the table is to cover
   */
  public List<Problem> aboutTiers(Collection<Service> services) {
    Optional<Integer> column =
        places.stream()
            .filter(TableRules::isEqual)
            .filter(p -> ((Place.Use.Compared) p.use()).field().equals("tier"))
            .map(place -> table.column(place.column()))
            .findFirst();
    if (column.isEmpty() || services.isEmpty()) {
      return List.of();
    }
    List<Problem> warnings = new ArrayList<>();
    Map<String, List<String>> byTier =
        services.stream()
            .filter(service -> !service.tier().isEmpty())
            .collect(
                Collectors.groupingBy(
                    Service::tier,
                    TreeMap::new,
                    Collectors.mapping(Service::name, Collectors.toList())));
    Map<String, List<Table.Row>> rows = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      String tier = row.cells().get(column.get());
      ruleOf(row).ifPresent(rule -> rows.computeIfAbsent(rule, r -> new ArrayList<>()).add(row));
      if (!isAny(tier) && !byTier.containsKey(tier)) {
        warnings.add(
            new Problem(
                table.path(),
                row.line(),
                "%s: no service has the tier %s".formatted(table.named(column.get()), tier),
                NearestName.remedy(tier, byTier.keySet())));
      }
    }
    Set<String> left =
        leftOut(
            table.rows(), column.get(), byTier.keySet(), table.line(), "no row", byTier, warnings);
    // One row for one tier may be meant; who tells two tiers apart has most likely forgotten one.
    rows.forEach(
        (rule, of) -> {
          Set<String> others = new TreeSet<>(byTier.keySet());
          others.removeAll(left);
          if (of.size() > 1) {
            leftOut(
                of,
                column.get(),
                others,
                of.get(0).line(),
                "no row of \"" + rule + "\"",
                byTier,
                warnings);
          }
        });
    return warnings;
  }

  /** Warns of the tiers that no row is about, and gives them. */
  private Set<String> leftOut(
      List<Table.Row> rows,
      int column,
      Set<String> tiers,
      int line,
      String none,
      Map<String, List<String>> byTier,
      List<Problem> warnings) {
    Set<String> left = new TreeSet<>(tiers);
    for (Table.Row row : rows) {
      String tier = row.cells().get(column);
      if (isAny(tier)) {
        return Set.of();
      }
      left.remove(tier);
    }
    for (String tier : left) {
      warnings.add(
          new Problem(
              table.path(),
              line,
              "%s is about the tier %s, so nothing is judged here of %s"
                  .formatted(none, tier, String.join(", ", byTier.get(tier))),
              "add a row for it, or one for any"));
    }
    return left;
  }

  private static boolean isAny(String tier) {
    return Cell.ANY.contains(tier.toLowerCase(Locale.ROOT));
  }

  private Optional<String> ruleOf(Table.Row row) {
    return rules.stream()
        .filter(rule -> rule.info().line() == row.line())
        .map(rule -> rule.info().name())
        .findFirst();
  }

  private void problem(int line, String what, String instead) {
    problems.add(new Problem(table.path(), line, what, instead));
  }
}
