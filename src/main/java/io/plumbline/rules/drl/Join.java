package io.plumbline.rules.drl;

import io.plumbline.rules.drl.Tokens.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A constraint that holds a field of its fact equal to one of an earlier fact.
 *
 * @param variable the earlier variable
 * @param narrow whether it picks few facts; all facts of a judgement share their service and tier,
 *     so these alone join everything with everything
 */
record Join(String variable, boolean narrow) {

  private static final Set<String> SHARED = Set.of("service", "tier");

  /** Kinds of which there are one, or as many as there are agreements or tiers. */
  private static final Set<String> FEW =
      Set.of("ServiceFact", "AgreementFact", "TierSummary", "PortfolioSummary");

  /** The join that a constraint makes, if it makes one whatever else it says. */
  static Optional<Join> of(
      List<Token> tokens, FactShape shape, Bindings bindings, Set<String> earlier) {
    // Under "or" or a negation an equality does not have to hold.
    if (tokens.stream().anyMatch(token -> token.is("||") || token.is("!") || token.is("("))) {
      return Optional.empty();
    }
    Optional<Join> found = Optional.empty();
    for (int i = 1; i + 1 < tokens.size(); i++) {
      boolean whole =
          tokens.get(i).is("==")
              && (i == 1 || tokens.get(i - 2).is("&&"))
              && (i + 2 == tokens.size() || tokens.get(i + 2).is("&&"));
      if (whole) {
        found = better(found, of(tokens.get(i - 1), tokens.get(i + 1), shape, bindings, earlier));
      }
    }
    return found;
  }

  /** The narrow one of two, else the first. */
  static Optional<Join> better(Optional<Join> one, Optional<Join> other) {
    return one.isEmpty() || (!one.get().narrow() && other.filter(Join::narrow).isPresent())
        ? other
        : one;
  }

  private static Optional<Join> of(
      Token left, Token right, FactShape shape, Bindings bindings, Set<String> earlier) {
    boolean mine = shape.fields().containsKey(left.text());
    Token own = mine ? left : right;
    Token other = mine ? right : left;
    String variable = Tokens.variable(other.text());
    if (own.type() != Tokens.Type.PATH
        || other.type() != Tokens.Type.PATH
        || !shape.fields().containsKey(own.text())
        || !earlier.contains(variable)) {
      return Optional.empty();
    }
    return bindings
        .field(other.text())
        .map(
            field ->
                new Join(
                    variable,
                    (!SHARED.contains(own.text()) && !SHARED.contains(field.name()))
                        || FEW.contains(shape.name())
                        || FEW.contains(field.fact().name())));
  }
}
