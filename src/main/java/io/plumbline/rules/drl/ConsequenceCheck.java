package io.plumbline.rules.drl;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import io.plumbline.rules.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what a rule does: it tells the judge, and nothing else. So no rule can reach the program,
 * the disk or the network, and none can run for ever.
 */
final class ConsequenceCheck {

  private static final int LONGEST = 4_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final Set<String> VERDICTS = Set.of("breach", "atRisk", "improve");
  private static final String EXAMPLE =
      "write judge.breach, judge.atRisk or judge.improve( $fact, \"text with {field}\" );";

  private final DrlPage page;
  private final Bindings bindings;
  private final boolean conditionClear;
  private final int line;
  private final List<RuleSource.Conclusion> conclusions = new ArrayList<>();

  private ConsequenceCheck(DrlPage page, Bindings bindings, boolean conditionClear, int line) {
    this.page = page;
    this.bindings = bindings;
    this.conditionClear = conditionClear;
    this.line = line;
  }

  /**
   * Notes what is wrong with a consequence and gives what it tells the judge.
   *
   * @param conditionClear whether the condition was in order, so that all its variables are known
   * @param line line on which its text begins
   */
  static List<RuleSource.Conclusion> run(
      DrlPage page, Bindings bindings, boolean conditionClear, int line, String consequence) {
    ConsequenceCheck check = new ConsequenceCheck(page, bindings, conditionClear, line);
    check.check(consequence);
    return check.conclusions;
  }

  private void check(String consequence) {
    if (consequence.length() > LONGEST) {
      page.problem(line, "what follows then is longer than " + LONGEST + " characters", EXAMPLE);
      return;
    }
    ParseResult<BlockStmt> result;
    try {
      result = new JavaParser().parseBlock("{" + consequence + "\n}");
    } catch (StackOverflowError e) {
      page.problem(line, "what follows then is nested too deeply to be read", EXAMPLE);
      return;
    }
    Optional<BlockStmt> block = result.getResult().filter(b -> result.isSuccessful());
    if (block.isEmpty()) {
      int at =
          result.getProblem(0).getLocation().flatMap(l -> l.getBegin().getRange()).stream()
              .mapToInt(range -> range.begin.line - 1)
              .findFirst()
              .orElse(0);
      page.problem(line + at, "what follows then cannot be read", EXAMPLE);
      return;
    }
    List<Statement> statements = block.get().getStatements();
    if (statements.isEmpty()) {
      page.problem(line, "the rule concludes nothing", EXAMPLE);
    }
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    int at = line + statement.getBegin().map(position -> position.line - 1).orElse(0);
    Optional<MethodCallExpr> call =
        statement
            .toExpressionStmt()
            .map(s -> s.getExpression())
            .flatMap(Expression::toMethodCallExpr)
            .filter(c -> c.getScope().filter(ConsequenceCheck::isJudge).isPresent());
    if (call.isEmpty()) {
      page.problem(at, "a rule only tells the judge", EXAMPLE);
      return;
    }
    String verdict = call.get().getNameAsString();
    if (!VERDICTS.contains(verdict)) {
      page.problem(at, "the judge has no " + verdict, NearestName.remedy(verdict, VERDICTS));
      return;
    }
    List<Expression> arguments = call.get().getArguments();
    if (arguments.size() != 2) {
      page.problem(at, "the judge is told a fact and a text", EXAMPLE);
      return;
    }
    fact(at, arguments.get(0))
        .flatMap(shape -> text(at, shape, arguments.get(1)))
        .ifPresent(
            text ->
                conclusions.add(
                    new RuleSource.Conclusion(verdict, arguments.get(0).toString(), text)));
  }

  private Optional<FactShape> fact(int at, Expression argument) {
    Optional<String> variable = argument.toNameExpr().map(NameExpr::getNameAsString);
    Optional<FactShape> shape = variable.flatMap(bindings::fact);
    if (shape.isEmpty() && conditionClear) {
      page.problem(
          at,
          argument + " is no fact of the condition",
          bindings.factNames().isEmpty()
              ? "bind the fact there, as in $b : BudgetBurn( … )"
              : NearestName.remedy(variable.orElse(""), bindings.factNames()));
    }
    return shape;
  }

  private Optional<String> text(int at, FactShape shape, Expression argument) {
    Optional<String> text = argument.toStringLiteralExpr().map(StringLiteralExpr::asString);
    if (text.isEmpty()) {
      page.problem(at, argument + " is not a text", "write the text in double quotes");
      return Optional.empty();
    }
    if (text.get().length() > LONGEST_TEXT) {
      page.problem(
          at, "the text is longer than " + LONGEST_TEXT + " characters", "say it in fewer words");
    }
    int lines = argument.getBegin().map(position -> line + position.line - 1).orElse(at);
    new TextTemplate(text.get())
        .unknownField(shape)
        .ifPresent(
            field ->
                page.problem(
                    lines,
                    shape.name() + " has no field {" + field + "}",
                    NearestName.remedy(field, shape.fields().keySet())));
    return text;
  }

  private static boolean isJudge(Expression scope) {
    return scope.toNameExpr().filter(name -> name.getNameAsString().equals("judge")).isPresent();
  }
}
