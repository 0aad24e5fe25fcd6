package io.plumbline.rules.drl;

import io.plumbline.rules.Demand;
import io.plumbline.rules.drl.FactShape.Holds;
import io.plumbline.rules.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what the first fact of a condition must be like, as {@link Demand} says. Drools begins
 * there, so while there is none no other fact is looked at, and no work is spent.
 */
final class DemandCheck {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  /** Signs of conditions that compare and do nothing else; these cannot fail. */
  private static final Set<String> PLAIN = Set.of("&&", "||", "(", ")", "!", ",", ":");

  private final List<Demand.Test> tests = new ArrayList<>();
  private String fact = "";
  private boolean known = true;
  private int facts;

  /** Notes a fact that is looked at. */
  void fact(FactShape shape, boolean positive) {
    facts++;
    if (fact.isEmpty()) {
      fact = shape.name();
      known = positive;
    }
  }

  /**
   * Notes a constraint.
   *
   * @param first whether it is one of the first fact
   */
  void constraint(FactShape shape, boolean first, List<Token> tokens) {
    known &= tokens.stream().allMatch(DemandCheck::plain);
    if (known && first && tokens.stream().noneMatch(t -> t.is("||") || t.is("!") || t.is("("))) {
      int from = 0;
      for (int i = 0; i <= tokens.size(); i++) {
        if (i == tokens.size() || tokens.get(i).is("&&")) {
          test(shape, tokens.subList(from, i)).ifPresent(tests::add);
          from = i + 1;
        }
      }
    }
  }

  /** What was found; nothing when the condition may hold or fail without such a fact. */
  Optional<Demand> demand() {
    return known && !fact.isEmpty()
        ? Optional.of(new Demand(fact, tests, facts == 1))
        : Optional.empty();
  }

  private static boolean plain(Token token) {
    return token.type() == Tokens.Type.SIGN
        ? COMPARISONS.contains(token.text()) || PLAIN.contains(token.text())
        : token.type() != Tokens.Type.STRANGE && !token.isWord("contains");
  }

  private static Optional<Demand.Test> test(FactShape shape, List<Token> tokens) {
    if (tokens.size() != 3 || !COMPARISONS.contains(tokens.get(1).text())) {
      return Optional.empty();
    }
    Token left = tokens.get(0);
    Token right = tokens.get(2);
    String sign = tokens.get(1).text();
    return own(shape, left)
        ? test(shape, left, sign, right)
        : own(shape, right) ? test(shape, right, turned(sign), left) : Optional.empty();
  }

  private static Optional<Demand.Test> test(
      FactShape shape, Token field, String sign, Token other) {
    if (own(shape, other)) {
      return Optional.of(
          new Demand.Test(field.text(), sign, Optional.of(other.text()), Optional.empty()));
    }
    return constant(shape.holds(field.text()).orElseThrow(), other)
        .map(
            constant ->
                new Demand.Test(field.text(), sign, Optional.empty(), Optional.of(constant)));
  }

  private static Optional<Object> constant(Holds field, Token token) {
    if (field == Holds.NUMBER
        && token.type() == Tokens.Type.NUMBER
        && token.text().matches("[\\d.]+")) {
      return Optional.of(Double.valueOf(token.text()));
    }
    if (field == Holds.TEXT && token.type() == Tokens.Type.TEXT) {
      return Optional.of(token.text());
    }
    return field == Holds.TRUTH && (token.isWord("true") || token.isWord("false"))
        ? Optional.of(Boolean.valueOf(token.text()))
        : Optional.empty();
  }

  private static boolean own(FactShape shape, Token token) {
    return token.type() == Tokens.Type.PATH && shape.fields().containsKey(token.text());
  }

  private static String turned(String sign) {
    return sign.startsWith("<")
        ? sign.replace('<', '>')
        : sign.startsWith(">") ? sign.replace('>', '<') : sign;
  }
}
