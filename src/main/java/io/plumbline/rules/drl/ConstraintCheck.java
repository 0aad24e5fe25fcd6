package io.plumbline.rules.drl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.drl.FactShape.Holds;
import io.plumbline.rules.drl.Tokens.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one constraint of a condition: it compares fields of its fact with constants and with
 * variables bound before. It calls nothing, so it can neither reach out nor run on.
 */
final class ConstraintCheck {

  private static final Set<String> WORDS =
      Set.of("in", "not", "contains", "matches", "true", "false");
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final DrlPage page;
  private final FactShape shape;
  private final Bindings bindings;
  private final int line;
  private final List<Token> tokens;
  private boolean joined;

  /**
   * Prepares a check.
   *
   * @param shape kind of fact whose fields may be named
   * @param bindings variables bound so far; those of the constraint are added
   * @param line line on which the constraint begins
   */
  ConstraintCheck(DrlPage page, FactShape shape, Bindings bindings, int line, String constraint) {
    this.page = page;
    this.shape = shape;
    this.bindings = bindings;
    this.line = line;
    this.tokens = Tokens.of(constraint);
  }

  /** Notes what is wrong; tells whether a field is joined by {@code ==} to an earlier variable. */
  boolean run(Set<String> earlier) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.type() == Tokens.Type.STRANGE) {
        problem(
            token,
            "a condition cannot hold " + token.text(),
            "compare fields with == != < <= > >= in, joined by commas, && or ||");
        return true;
      }
      if (token.type() == Tokens.Type.PATH && !WORDS.contains(token.text())) {
        path(i, earlier);
      } else if (token.type() == Tokens.Type.TEXT) {
        text(i);
      } else if (token.type() == Tokens.Type.NUMBER) {
        number(i);
      }
    }
    return joined;
  }

  private void path(int i, Set<String> earlier) {
    Token token = tokens.get(i);
    if (sign(i + 1, ":")) {
      bind(i);
      return;
    }
    if (sign(i + 1, "(")) {
      problem(token, "a condition cannot call " + token.text(), "name a field without brackets");
      return;
    }
    if (holds(token).isEmpty()) {
      unknown(token);
      return;
    }
    if (i >= 2 && isComparison(i - 1) && tokens.get(i - 2).type() == Tokens.Type.PATH) {
      sameKind(tokens.get(i - 2), token);
    }
    boolean mine = ownField(token.text());
    boolean joins =
        i >= 2
            && sign(i - 1, "==")
            && tokens.get(i - 2).type() == Tokens.Type.PATH
            && (mine
                ? earlier.contains(variable(tokens.get(i - 2).text()))
                : ownField(tokens.get(i - 2).text()) && earlier.contains(variable(token.text())));
    joined |= joins;
  }

  private void sameKind(Token left, Token right) {
    Optional<Holds> one = holds(left);
    Optional<Holds> other = holds(right);
    if (one.isPresent() && other.isPresent() && one.get() != other.get()) {
      problem(
          right,
          left.text() + " and " + right.text() + " cannot be compared",
          "compare numbers with numbers and texts with texts");
    }
  }

  private void bind(int i) {
    String variable = tokens.get(i).text();
    Optional<Token> field = token(i + 2).filter(t -> t.type() == Tokens.Type.PATH);
    if (!variable.matches("\\$\\w+")) {
      problem(tokens.get(i), "a variable cannot be called " + variable, "begin it with $");
    } else if (bindings.knows(variable)) {
      problem(tokens.get(i), variable + " is bound twice", "give one of them another name");
    } else {
      field.flatMap(this::holds).ifPresent(holds -> bindings.bind(variable, holds));
    }
  }

  private void text(int i) {
    Token token = tokens.get(i);
    if (i > 0 && tokens.get(i - 1).text().equals("matches")) {
      expression(token);
      return;
    }
    comparedField(i)
        .ifPresent(
            field -> {
              if (shape.holds(field).filter(holds -> holds == Holds.NUMBER).isPresent()) {
                problem(token, field + " is a number", "write the number without quotes");
              }
              Optional<Set<String>> words = shape.vocabulary(field);
              if (words.isPresent() && !words.get().contains(token.text())) {
                problem(
                    token,
                    field + " is never \"" + token.text() + '"',
                    NearestName.remedy(token.text(), words.get()));
              }
            });
  }

  private void number(int i) {
    comparedField(i)
        .flatMap(shape::holds)
        .filter(holds -> holds == Holds.TEXT)
        .ifPresent(
            holds ->
                problem(
                    tokens.get(i),
                    "a text is compared with the number " + tokens.get(i).text(),
                    "write it in quotes"));
  }

  private void expression(Token token) {
    try {
      Pattern.compile(token.text().replace("\\\\", "\\"));
    } catch (PatternSyntaxException e) {
      problem(token, "not an expression: " + e.getDescription(), "write one such as \"pay.*\"");
      return;
    }
    if (token.text().matches(".*\\)[*+{].*")) {
      problem(token, "a repeated group could take for ever", "write the expression without it");
    }
  }

  /** The field that the constant at an index is compared with, directly or in a list. */
  private Optional<String> comparedField(int i) {
    if (i >= 2 && isComparison(i - 1)) {
      return ownFieldAt(i - 2);
    }
    if (isComparison(i + 1) && token(i + 2).isPresent()) {
      return ownFieldAt(i + 2);
    }
    int at = i;
    while (at > 0 && (sign(at - 1, ",") || tokens.get(at - 1).type() == Tokens.Type.TEXT)) {
      at--;
    }
    if (at >= 3 && sign(at - 1, "(") && tokens.get(at - 2).text().equals("in")) {
      return ownFieldAt(tokens.get(at - 3).text().equals("not") ? at - 4 : at - 3);
    }
    return Optional.empty();
  }

  private Optional<String> ownFieldAt(int i) {
    return token(i).map(Token::text).filter(this::ownField);
  }

  private Optional<Holds> holds(Token token) {
    String variable = variable(token.text());
    int dot = token.text().indexOf('.');
    if (dot < 0) {
      return shape.holds(variable).or(() -> bindings.value(variable));
    }
    return bindings.fact(variable).flatMap(fact -> fact.holds(token.text().substring(dot + 1)));
  }

  private void unknown(Token token) {
    String text = token.text();
    int dot = text.indexOf('.');
    Optional<FactShape> fact = bindings.fact(variable(text));
    if (text.startsWith("$") && fact.isEmpty()) {
      problem(
          token,
          dot < 0 || bindings.value(variable(text)).isEmpty()
              ? "there is no variable " + variable(text)
              : variable(text) + " has no fields",
          NearestName.remedy(variable(text), bindings.names()));
    } else if (fact.isPresent()) {
      String field = dot < 0 ? "" : text.substring(dot + 1);
      problem(
          token,
          dot < 0 ? text + " is a whole fact" : fact.get().name() + " has no field " + field,
          NearestName.remedy(field, fact.get().fields().keySet()));
    } else {
      problem(
          token,
          shape.name() + " has no field " + text,
          NearestName.remedy(text, shape.fields().keySet()));
    }
  }

  private boolean ownField(String text) {
    return shape.fields().containsKey(text);
  }

  private static String variable(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private boolean isComparison(int i) {
    return token(i)
        .filter(t -> t.type() == Tokens.Type.SIGN && COMPARISONS.contains(t.text()))
        .isPresent();
  }

  private boolean sign(int i, String sign) {
    return token(i).filter(t -> t.is(sign)).isPresent();
  }

  private Optional<Token> token(int i) {
    return i >= 0 && i < tokens.size() ? Optional.of(tokens.get(i)) : Optional.empty();
  }

  private void problem(Token token, String what, String instead) {
    page.problem(line + token.lines(), what, instead);
  }
}
