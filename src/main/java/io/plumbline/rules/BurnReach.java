package io.plumbline.rules;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.Slo;
import io.plumbline.rules.drl.Look;
import io.plumbline.rules.drl.RuleSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finds rules on burning budgets that can never hold. While every event is bad, an objective burns
 * at 1 / (1 − target) and no faster, so a rate f is reached only if f · (1 − target) < 1; of the
 * budget the long window of a pair then spends 100 · rate · window / period percent. A threshold
 * beyond that looks like a watch and is none. A rule is refused when it is beyond reach for every
 * objective it looks at; one that suits some of many is fine, and the others are warned of.
 */
final class BurnReach {

  private static final Map<String, Double> LONG_WINDOW_HOURS =
      Map.of("1h/5m", 1.0, "6h/30m", 6.0, "1d/2h", 24.0, "3d/6h", 72.0);

  private static final int NAMED = 3;

  private final Catalogue catalogue;
  private final Map<String, String> packOf;
  private final List<Problem> problems;
  private final List<Problem> warnings;

  BurnReach(
      Catalogue catalogue,
      Map<String, String> packOf,
      List<Problem> problems,
      List<Problem> warnings) {
    this.catalogue = catalogue;
    this.packOf = packOf;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** Notes every rule that can hold for none of the objectives it looks at. */
  void check(RuleSource rule) {
    for (Look look : rule.looks()) {
      if (look.fact().equals("BudgetBurn")) {
        check(rule, look);
      }
    }
  }

  private void check(RuleSource rule, Look look) {
    List<Slo> covered =
        catalogue.slos().values().stream().filter(slo -> covers(rule, look, slo)).toList();
    Optional<Double> spent = look.atLeast("budgetSpentPercent");
    Optional<Double> rate = look.atLeast("rate");
    Optional<Double> hours = look.equal("pair").map(LONG_WINDOW_HOURS::get);
    if (covered.isEmpty()) {
      return;
    }
    if (rate.isPresent()) {
      compare(rule, "rate", rate.get(), covered, BurnReach::fastest);
    }
    if (spent.isPresent() && hours.isPresent()) {
      compare(rule, "budgetSpentPercent", spent.get(), covered, slo -> spent(slo, hours.get()));
    }
  }

  private void compare(
      RuleSource rule,
      String field,
      double threshold,
      List<Slo> covered,
      ToDoubleFunction<Slo> reach) {
    List<Slo> beyond =
        covered.stream().filter(slo -> threshold >= reach.applyAsDouble(slo)).toList();
    if (beyond.size() == covered.size()) {
      problem(rule, field, threshold, most(covered, reach));
    } else if (!beyond.isEmpty()) {
      warnings.add(
          new Problem(
              rule.info().file(),
              rule.info().line(),
              String.format(
                  Locale.ROOT,
                  "rule \"%s\" can never hold for %s: %s is at most %.4g there, and must exceed %.4g",
                  rule.info().name(),
                  named(beyond),
                  field,
                  most(beyond, reach),
                  threshold),
              "write a rule with a lower threshold for them, told apart by tier or objective"));
    }
  }

  private static double most(List<Slo> slos, ToDoubleFunction<Slo> reach) {
    return slos.stream().mapToDouble(reach).max().orElse(0);
  }

  private static String named(List<Slo> slos) {
    String some = slos.stream().limit(NAMED).map(Slo::name).collect(Collectors.joining(", "));
    return slos.size() > NAMED ? some + " and " + (slos.size() - NAMED) + " more" : some;
  }

  private boolean covers(RuleSource rule, Look look, Slo slo) {
    String pack = rule.info().pack();
    String tier =
        Optional.ofNullable(catalogue.services().get(slo.service())).map(s -> s.tier()).orElse("");
    return (pack.equals(RuleSet.STANDARD) || pack.equals(packOf.get(slo.service())))
        && look.equal("objective").filter(name -> !name.equals(slo.name())).isEmpty()
        && look.equal("service").filter(name -> !name.equals(slo.service())).isEmpty()
        && look.equal("tier").filter(name -> !name.equals(tier)).isEmpty();
  }

  private static double fastest(Slo slo) {
    return 1 / slo.errorBudget();
  }

  private static double spent(Slo slo, double hours) {
    return 100 * fastest(slo) * hours / (slo.period().toSeconds() / 3600.0);
  }

  private void problem(RuleSource rule, String field, double threshold, double most) {
    problems.add(
        new Problem(
            rule.info().file(),
            rule.info().line(),
            String.format(
                Locale.ROOT,
                "rule \"%s\" can never hold: %s is at most %.4g for its objectives, and must exceed %.4g",
                rule.info().name(),
                field,
                most,
                threshold),
            "lower it, or compare another pair of windows"));
  }
}
