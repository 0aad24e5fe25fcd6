package io.plumbline.rules.drl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.drl.FactShape.Holds;
import io.plumbline.rules.drl.Tokens.Token;
import java.math.BigDecimal;
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
  private static final int LONGEST = 200;
  private static final int LONGEST_TEXT = 200;
  private static final java.util.regex.Pattern NUMBER =
      java.util.regex.Pattern.compile("(?:0|[1-9]\\d{0,14})(?:\\.\\d{1,15})?");
  private static final String EXPRESSION = "write one such as objective matches \"pay.*\"";

  /** Fields that are a part of a whole. */
  private static final Set<String> PARTS = Set.of("ratio", "target", "remaining", "unknownRatio");

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final DrlPage page;
  private final FactShape shape;
  private final Bindings bindings;
  private final int line;
  private final List<Token> tokens;

  /**
   * Prepares a check.
   *
   * @param shape kind of fact whose fields may be named
   * @param bindings variables bound so far; those of the constraint are added
   * @param line line on which the constraint begins
   */
  ConstraintCheck(DrlPage page, FactShape shape, Bindings bindings, int line, List<Token> tokens) {
    this.page = page;
    this.shape = shape;
    this.bindings = bindings;
    this.line = line;
    this.tokens = tokens;
  }

  /** Notes what is wrong, and gives the constraint as the compiler gets it. */
  String run() {
    if (tokens.size() > LONGEST) {
      page.problem(
          line,
          "a comparison is longer than anybody reads",
          "write a second rule, or use in ( … )");
      return "";
    }
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.type() == Tokens.Type.STRANGE) {
        problem(
            token,
            "a condition cannot hold " + token.text(),
            "compare fields with == != < <= > >= in, joined by commas, && or ||");
        return "";
      }
      if (token.isWord("matches")) {
        matches(i);
      } else if (token.type() == Tokens.Type.PATH && !WORDS.contains(token.text())) {
        path(i);
      } else if (token.type() == Tokens.Type.TEXT) {
        text(i);
      } else if (token.type() == Tokens.Type.NUMBER) {
        number(i);
      } else if (token.is("/")) {
        division(i);
      }
    }
    return ConstraintText.of(tokens);
  }

  private void path(int i) {
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
    if (!Tokens.isVariable(variable)) {
      problem(tokens.get(i), "a variable cannot be called " + variable, "begin it with $");
    } else if (bindings.knows(variable)) {
      problem(tokens.get(i), variable + " is bound twice", "give one of them another name");
    } else {
      field.ifPresent(f -> bindings.bind(variable, new Bindings.Field(shape, f.text())));
    }
  }

  private void text(int i) {
    Token token = tokens.get(i);
    if (token.text().length() > LONGEST_TEXT) {
      problem(
          token,
          "a text in a condition is longer than " + LONGEST_TEXT + " characters",
          "compare with a shorter one");
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
    if (!NUMBER.matcher(tokens.get(i).text()).matches()) {
      problem(
          tokens.get(i),
          "a condition cannot hold the number " + tokens.get(i).text(),
          "write at most 15 digits, such as 90 or 0.5, without 0 before them");
    }
    comparedField(i)
        .filter(field -> beyond(field, i))
        .ifPresent(field -> beyond(tokens.get(i), field));
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

  /** Whether a part of a whole is to be more than the whole. */
  private boolean beyond(String field, int i) {
    String number = tokens.get(i).text();
    return PARTS.contains(field)
        && shape.holds(field).filter(h -> h == Holds.NUMBER).isPresent()
        && i >= 2
        && List.of(">", ">=", "==").contains(tokens.get(i - 1).text())
        && NUMBER.matcher(number).matches()
        && (Double.parseDouble(number) > 1
            || (Double.parseDouble(number) == 1 && sign(i - 1, ">")));
  }

  private void beyond(Token token, String field) {
    double number = Double.parseDouble(token.text());
    problem(
        token,
        "%s is at most 1, so it is never %s".formatted(field, token.text()),
        number > 1
            ? "write it as a part of 1, such as %s for %s %%"
                .formatted(
                    BigDecimal.valueOf(number)
                        .movePointLeft(2)
                        .stripTrailingZeros()
                        .toPlainString(),
                    token.text())
            : "write less than 1");
  }

  // Judged by RE2, whose time is linear in the text; counted repetition multiplies its program.
  private void matches(int i) {
    Token token = tokens.get(i);
    int field = token(i - 1).filter(t -> t.isWord("not")).isPresent() ? i - 2 : i - 1;
    Optional<Token> expression = token(i + 1).filter(t -> t.type() == Tokens.Type.TEXT);
    if (expression.isEmpty()
        || token(field).flatMap(this::holds).filter(h -> h == Holds.TEXT).isEmpty()) {
      problem(token, "matches needs a text before and an expression after it", EXPRESSION);
      return;
    }
    if (expression.get().text().contains("{")) {
      problem(expression.get(), "an expression cannot count with {}", EXPRESSION);
      return;
    }
    try {
      Pattern.compile(expression.get().text());
    } catch (PatternSyntaxException e) {
      problem(expression.get(), "not an expression: " + e.getDescription(), EXPRESSION);
    }
  }

  private void division(int i) {
    if (token(i + 1).filter(t -> t.text().matches("[\\d_]*[1-9].*")).isEmpty()) {
      problem(
          tokens.get(i),
          "a condition divides by what may be 0",
          "divide by a number, or multiply the other side");
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
    return shape
        .holds(token.text())
        .or(() -> bindings.field(token.text()).flatMap(Bindings.Field::holds));
  }

  private void unknown(Token token) {
    String text = token.text();
    int dot = text.indexOf('.');
    Optional<FactShape> fact = bindings.fact(Tokens.variable(text));
    if (text.startsWith("$") && fact.isEmpty()) {
      problem(
          token,
          dot < 0 || bindings.value(Tokens.variable(text)).isEmpty()
              ? "there is no variable " + Tokens.variable(text)
              : Tokens.variable(text) + " has no fields",
          NearestName.remedy(Tokens.variable(text), bindings.names()));
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
