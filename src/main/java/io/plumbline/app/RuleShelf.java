package io.plumbline.app;

import io.plumbline.catalogue.Exclusion;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import io.plumbline.rules.RuleCosts;
import io.plumbline.rules.RuleSet;
import io.plumbline.rules.drl.RuleSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules in force as the console shows them.
 *
 * @param inForce what is in force
 */
record RuleShelf(RulesInForce inForce) implements RuleBook {

  private static final Pattern LOOK =
      Pattern.compile("(not |exists )?(?:\\$\\w+ : )?(\\w+)\\( (.*) \\)");
  private static final Pattern PLAIN =
      Pattern.compile("([a-z]\\w*) (==|!=|<=|>=|<|>) (\"((?:[^\"\\\\]|\\\\.)*)\"|-?[\\w.$]+)");

  /** What the compiler gets beside what the owner wrote. */
  private static final String STEP = "work.step(";

  @Override
  public List<Rule> rules() {
    return inForce.inForce().map(set -> rules(set, inForce.files())).orElse(List.of());
  }

  @Override
  public List<Exclusion> exclusions(String service) {
    return inForce.inForce().stream()
        .flatMap(set -> set.catalogue().exclusions().values().stream())
        .filter(exclusion -> exclusion.services().contains(service))
        .sorted(Comparator.comparing(Exclusion::from).reversed())
        .toList();
  }

  /** The rules of a rule set, with their texts in the files that it was made of. */
  static List<Rule> rules(RuleSet set, List<SourceFile> sources) {
    Map<String, SourceFile> files =
        sources.stream().collect(Collectors.toMap(SourceFile::path, Function.identity()));
    RuleCosts costs = set.costs();
    return set.sources().map(source -> rule(source, set, files, costs)).toList();
  }

  private static Rule rule(
      RuleSource source, RuleSet set, Map<String, SourceFile> files, RuleCosts costs) {
    RuleInfo info = source.info();
    boolean everywhere = info.pack().equals(RuleSet.STANDARD) || info.scope() == Scope.PORTFOLIO;
    RuleCosts.Cost cost = costs.byRule().get(info.name());
    String template =
        info.file().endsWith(".csv")
            ? text(files, info.file().replaceFirst("csv$", "drl")).map(SourceFile::text).orElse("")
            : "";
    return new Rule(
        info,
        source.condition().lines().map(RuleShelf::look).flatMap(Optional::stream).toList(),
        source.conclusions().stream()
            .map(RuleSource.Conclusion::text)
            .collect(Collectors.joining("; ")),
        text(files, info.file()).map(file -> file.ruleAt(info.line())).orElse(""),
        template,
        everywhere
            ? Optional.empty()
            : Optional.of(
                set.catalogue().services().keySet().stream()
                    .filter(name -> set.packOf(name).filter(info.pack()::equals).isPresent())
                    .toList()),
        cost == null ? Cost.NONE : new Cost(cost.firings(), cost.nanos() / 1e9, cost.errors()));
  }

  private static Optional<SourceFile> text(Map<String, SourceFile> files, String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** A row that is about any tier compares the tier with itself, which says nothing. */
  private static Optional<Look> look(String line) {
    Matcher look = LOOK.matcher(line.strip());
    if (!look.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Look(
            look.group(2),
            look.group(1) == null ? "" : look.group(1).strip(),
            parts(look.group(3)).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty() && !part.startsWith(STEP))
                .map(RuleShelf::comparison)
                .filter(c -> !c.field().equals(c.operand()))
                .toList()));
  }

  /** The constraints of a condition: its parts between commas that are within nothing. */
  private static List<String> parts(String constraints) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < constraints.length(); i++) {
      char c = constraints.charAt(i);
      quoted ^= c == '"' && (i == 0 || constraints.charAt(i - 1) != '\\');
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0 && !quoted) {
        parts.add(constraints.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(constraints.substring(from));
    return parts;
  }

  private static Comparison comparison(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      return new Comparison("", "", text, false);
    }
    boolean quoted = plain.group(4) != null;
    String operand = quoted ? plain.group(4) : plain.group(3);
    boolean constant = quoted || operand.matches("-?[0-9.]+|true|false");
    return new Comparison(plain.group(1), plain.group(2), operand, constant);
  }
}
