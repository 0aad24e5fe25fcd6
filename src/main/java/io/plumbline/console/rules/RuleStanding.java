package io.plumbline.console.rules;

import io.plumbline.console.api.PackTexts;
import io.plumbline.console.rules.RuleBook.Comparison;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.fact.RuleFailure;
import io.plumbline.fact.Scope;
import io.plumbline.finding.Finding;
import io.plumbline.finding.ServiceStanding;
import io.plumbline.report.Board;
import io.plumbline.report.FindingArchive;
import io.plumbline.report.FindingArchive.Position;
import io.plumbline.report.FindingFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule, and what comes of it.
 *
 * @param rule the rule
 * @param covered the services it judges, as they stand; worst first
 * @param quarantined names of the services that it does not judge any more, since it failed there
 * @param firings the newest findings of it, newest first
 * @param open how many of these stand
 */
public record RuleStanding(
    Rule rule,
    List<ServiceStanding> covered,
    List<String> quarantined,
    List<Finding> firings,
    long open) {

  /** So many findings are looked through for the newest of each rule. */
  public static final int LOOKED_THROUGH = 2_000;

  private static final int PAGE = 500;

  /** Copies the lists. */
  public RuleStanding {
    covered = List.copyOf(covered);
    quarantined = List.copyOf(quarantined);
    firings = List.copyOf(firings);
  }

  /** What it sees now of the services that it judges, the worst first. */
  public List<PresentValue> values() {
    return PresentValue.of(rule, covered);
  }

  /** The draft that would change it, and the text that it had before; none where there is none. */
  public List<RuleVersion> versions(PackTexts texts) {
    return RuleVersion.of(rule, texts);
  }

  /** Whether it judges all the services it is about. */
  public boolean judging() {
    return quarantined.isEmpty();
  }

  /** Rules as they stand, in the order of their packs, files and lines. */
  public static List<RuleStanding> of(
      List<Rule> rules, Board.View view, FindingArchive archive, int firings) {
    Map<String, List<Finding>> byRule = new HashMap<>();
    Optional<Position> after = Optional.empty();
    for (int seen = 0; seen < LOOKED_THROUGH; seen += PAGE) {
      List<Finding> page = archive.page(FindingFilter.ALL, after, PAGE);
      page.forEach(f -> byRule.computeIfAbsent(key(f), k -> new ArrayList<>()).add(f));
      if (page.size() < PAGE) {
        break;
      }
      after = Optional.of(Position.of(page.get(page.size() - 1)));
    }
    return rules.stream().map(rule -> of(rule, view, byRule, firings)).toList();
  }

  private static RuleStanding of(
      Rule rule, Board.View view, Map<String, List<Finding>> byRule, int firings) {
    String key = rule.info().pack() + "/" + rule.info().name();
    List<Finding> all = byRule.getOrDefault(key, List.of());
    return new RuleStanding(
        rule,
        covered(rule, view),
        view.standings().stream()
            .flatMap(s -> s.facts(RuleFailure.class).stream())
            .filter(f -> f.rule().equals(rule.info().name()) && f.pack().equals(rule.info().pack()))
            .map(RuleFailure::service)
            .toList(),
        all.stream().limit(firings).toList(),
        all.stream().filter(Finding::open).count());
  }

  private static String key(Finding finding) {
    int slash = finding.file().indexOf('/');
    return finding.file().substring(0, Math.max(0, slash)) + "/" + finding.rule();
  }

  private static List<ServiceStanding> covered(Rule rule, Board.View view) {
    if (rule.info().scope() == Scope.PORTFOLIO) {
      return view.standings().stream()
          .filter(s -> Scope.of(s.service().name()) == Scope.PORTFOLIO)
          .toList();
    }
    return view.services().stream()
        .filter(s -> rule.services().map(names -> names.contains(s.service().name())).orElse(true))
        .filter(s -> isMeant(rule, "service", s.service().name()))
        .filter(s -> isMeant(rule, "tier", s.service().tier()))
        .toList();
  }

  private static boolean isMeant(Rule rule, String field, String value) {
    return rule.looks().stream()
        .filter(look -> look.quantifier().isEmpty())
        .flatMap(look -> look.comparisons().stream())
        .filter(c -> c.field().equals(field) && c.constant())
        .allMatch(c -> holds(c, value));
  }

  private static boolean holds(Comparison c, String value) {
    return switch (c.sign()) {
      case "==" -> c.operand().equals(value);
      case "!=" -> !c.operand().equals(value);
      default -> true;
    };
  }
}
