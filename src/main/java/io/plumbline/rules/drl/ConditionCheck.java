package io.plumbline.rules.drl;

import io.plumbline.fact.Scope;
import io.plumbline.rules.Demand;
import io.plumbline.rules.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Checks the condition of a rule against what is allowed, and writes it anew: facts, {@code not}
 * and {@code exists}, each after the first joined to an earlier one, so that the work grows with
 * the facts and not with their combinations. Whatever is beside that is counted as {@link Work}.
 */
final class ConditionCheck {

  private static final int MOST_FACTS = 4;
  private static final int MOST_COMPARISONS = 20;

  private static final Map<String, String> NAMES =
      Map.of(
          "OrDescr", "or between facts",
          "EvalDescr", "eval",
          "ForallDescr", "forall",
          "NamedConsequenceDescr", "do",
          "ConditionalBranchDescr", "if");

  private final DrlPage page;
  private final Scope scope;
  private final Bindings bindings = new Bindings();
  private final StringBuilder text = new StringBuilder();
  private final List<Look> looks = new ArrayList<>();
  private final DemandCheck demand = new DemandCheck();
  private int facts;

  private ConditionCheck(DrlPage page, Scope scope) {
    this.page = page;
    this.scope = scope;
  }

  /**
   * A condition that was looked at.
   *
   * @param bindings the variables it binds
   * @param text the condition, written anew
   * @param looks how it looks at facts
   * @param demand what its first fact must be like
   */
  record Condition(Bindings bindings, String text, List<Look> looks, Optional<Demand> demand) {}

  /** Notes what is wrong with a condition and gives what is to be made of it. */
  static Condition run(DrlPage page, Scope scope, int line, AndDescr condition) {
    ConditionCheck check = new ConditionCheck(page, scope);
    if (condition.getDescrs().isEmpty()) {
      page.problem(line, "the rule has no condition", "name a fact after when");
    }
    condition.getDescrs().forEach(check::element);
    if (check.facts > MOST_FACTS) {
      page.problem(
          line,
          "the rule looks at " + check.facts + " facts at once",
          "look at " + MOST_FACTS + " at most, and write a second rule");
    }
    return new Condition(check.bindings, check.text.toString(), check.looks, check.demand.demand());
  }

  private void element(BaseDescr element) {
    if (element instanceof PatternDescr pattern) {
      pattern(pattern, "");
    } else if (element instanceof AndDescr and) {
      and.getDescrs().forEach(this::element);
    } else if ((element instanceof NotDescr || element instanceof ExistsDescr)
        && element instanceof ConditionalElementDescr inner
        && inner.getDescrs().size() == 1
        && inner.getDescrs().get(0) instanceof PatternDescr pattern) {
      pattern(pattern, element instanceof NotDescr ? "not " : "exists ");
    } else {
      String name = element.getClass().getSimpleName();
      page.problem(
          element.getLine(),
          NAMES.getOrDefault(name, "this form of condition") + " is not allowed",
          "name facts, each with its comparisons, or write a second rule");
    }
  }

  private void pattern(PatternDescr pattern, String quantifier) {
    int line = pattern.getLine();
    if (pattern.getSource() != null) {
      page.problem(
          line,
          "from, accumulate, collect and entry points are not allowed",
          "compare the fields of a fact; sums and counts are facts of their own");
      return;
    }
    if (!pattern.getBehaviors().isEmpty()
        || !pattern.getAnnotations().isEmpty()
        || pattern.isUnification()
        || pattern.isQuery()) {
      page.problem(
          line,
          "windows, annotations, := and ? are not allowed here",
          "name a fact with its comparisons only");
      return;
    }
    String type = Objects.requireNonNullElse(pattern.getObjectType(), "given by a path");
    FactShape shape = FactShape.ALL.get(type);
    if (shape == null) {
      page.problem(
          line, "there is no fact " + type, NearestName.remedy(type, FactShape.ALL.keySet()));
      return;
    }
    if (shape.scope() != scope) {
      String seen = "package " + shape.scope().name().toLowerCase(Locale.ROOT);
      page.problem(
          line,
          type + " is seen in " + seen + " only",
          "move the rule to a file that begins with " + seen);
      return;
    }
    int before = page.problems().size();
    if (pattern.getDescrs().size() > MOST_COMPARISONS) {
      page.problem(
          line,
          shape.name() + " has " + pattern.getDescrs().size() + " comparisons",
          "write " + MOST_COMPARISONS + " at most, or a second rule");
      return;
    }
    Set<String> earlier = Set.copyOf(bindings.names());
    demand.fact(shape, !quantifier.equals("not "));
    List<String> constraints = new ArrayList<>();
    List<Look.Comparison> comparisons = new ArrayList<>();
    Optional<Join> join = Optional.empty();
    for (BaseDescr descr : pattern.getDescrs()) {
      if (descr instanceof ExprConstraintDescr constraint
          && constraint.getType() == ExprConstraintDescr.Type.NAMED) {
        List<Tokens.Token> tokens = Tokens.of(constraint.getExpression());
        constraints.add(
            new ConstraintCheck(page, shape, bindings, constraint.getLine(), tokens).run());
        comparisons.addAll(Look.comparisons(tokens));
        demand.constraint(shape, facts == 0, tokens);
        join = Join.better(join, Join.of(tokens, shape, bindings, earlier));
      } else {
        page.problem(descr.getLine(), "values need a field's name", "write field == value");
      }
    }
    new Look(shape.name(), comparisons)
        .contradiction()
        .ifPresent(
            both ->
                page.problem(
                    line,
                    "the rule can never hold: " + both + " exclude each other",
                    "change one of them, or write two rules"));
    if (facts > 0 && page.problems().size() == before) {
      joined(line, shape, join, quantifier.isEmpty());
    }
    // First, since Drools asks in this order and stops at the first that does not hold.
    join.ifPresent(
        j -> constraints.add(0, "work.step( " + RuleSource.NUMBER + ", " + j.variable() + " )"));
    facts++;
    if (quantifier.isEmpty()) {
      looks.add(new Look(shape.name(), comparisons));
    }
    text.append(quantifier).append(bind(pattern, shape));
    text.append(shape.name()).append("( ").append(String.join(", ", constraints)).append(" )\n");
  }

  private void joined(int line, FactShape shape, Optional<Join> join, boolean each) {
    if (join.isEmpty()) {
      page.problem(
          line,
          shape.name() + " is not joined to a fact before it",
          "bind the first fact, as in $b : BudgetBurn( … ), and write objective == $b.objective");
    } else if (each && !join.get().narrow()) {
      page.problem(
          line,
          shape.name() + " is joined by service or tier alone, which all facts here share",
          "join a field that tells them apart, as in objective == $b.objective");
    }
  }

  private String bind(PatternDescr pattern, FactShape shape) {
    String variable = pattern.getIdentifier();
    if (variable == null) {
      return "";
    }
    if (!Tokens.isVariable(variable)) {
      page.problem(pattern.getLine(), "a variable cannot be called " + variable, "begin it with $");
    } else if (bindings.knows(variable)) {
      page.problem(
          pattern.getLine(), variable + " is bound twice", "give one of them another name");
    } else {
      bindings.bind(variable, shape);
    }
    return variable + " : ";
  }
}
