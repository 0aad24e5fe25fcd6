package io.plumbline.rules.drl;

import io.plumbline.rules.NearestName;
import java.util.Map;
import java.util.Set;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PatternDescr;

/**
 * Checks the condition of a rule against what is allowed: facts, {@code not} and {@code exists},
 * each after the first joined to an earlier one, so that the work grows with the facts and not with
 * their combinations.
 */
final class ConditionCheck {

  private static final Map<String, String> NAMES =
      Map.of(
          "OrDescr", "or between facts",
          "EvalDescr", "eval",
          "ForallDescr", "forall",
          "NamedConsequenceDescr", "do",
          "ConditionalBranchDescr", "if");

  private final DrlPage page;
  private final Bindings bindings = new Bindings();
  private boolean first = true;

  private ConditionCheck(DrlPage page) {
    this.page = page;
  }

  /** Notes what is wrong with a condition and gives the variables it binds. */
  static Bindings run(DrlPage page, int line, AndDescr condition) {
    ConditionCheck check = new ConditionCheck(page);
    if (condition.getDescrs().isEmpty()) {
      page.problem(line, "the rule has no condition", "name a fact after when");
    }
    condition.getDescrs().forEach(check::element);
    return check.bindings;
  }

  private void element(BaseDescr element) {
    if (element instanceof PatternDescr pattern) {
      pattern(pattern);
    } else if (element instanceof AndDescr and) {
      and.getDescrs().forEach(this::element);
    } else if ((element instanceof NotDescr || element instanceof ExistsDescr)
        && element instanceof ConditionalElementDescr inner
        && inner.getDescrs().size() == 1
        && inner.getDescrs().get(0) instanceof PatternDescr pattern) {
      pattern(pattern);
    } else {
      String name = element.getClass().getSimpleName();
      page.problem(
          element.getLine(),
          NAMES.getOrDefault(name, "this form of condition") + " is not allowed",
          "name facts, each with its comparisons, or write a second rule");
    }
  }

  private void pattern(PatternDescr pattern) {
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
    FactShape shape = FactShape.ALL.get(pattern.getObjectType());
    if (shape == null) {
      page.problem(
          line,
          "there is no fact " + pattern.getObjectType(),
          NearestName.remedy(pattern.getObjectType(), FactShape.ALL.keySet()));
      return;
    }
    Set<String> earlier = Set.copyOf(bindings.names());
    int before = page.problems().size();
    boolean joined = first;
    first = false;
    for (BaseDescr descr : pattern.getDescrs()) {
      if (descr instanceof ExprConstraintDescr constraint
          && constraint.getType() == ExprConstraintDescr.Type.NAMED) {
        joined |=
            new ConstraintCheck(
                    page, shape, bindings, constraint.getLine(), constraint.getExpression())
                .run(earlier);
      } else {
        page.problem(descr.getLine(), "values need a field's name", "write field == value");
      }
    }
    if (!joined && page.problems().size() == before) {
      page.problem(
          line,
          shape.name() + " is not joined to a fact before it",
          "bind the first fact, as in $b : BudgetBurn( … ), and write service == $b.service");
    }
    if (pattern.getIdentifier() != null) {
      bindings.bind(pattern.getIdentifier(), shape);
    }
  }
}
