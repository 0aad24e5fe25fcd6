package io.plumbline.rules.drl;

import io.plumbline.rules.drl.Tokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a rule looks at one kind of fact, as far as it compares fields with constants.
 *
 * @param fact name of the kind of fact
 * @param comparisons comparisons that must all hold
 */
public record Look(String fact, List<Comparison> comparisons) {

  /** Copies the comparisons. */
  public Look {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * A field compared with a constant.
   *
   * @param field name of the field
   * @param sign how they are compared
   * @param constant the constant, without quotes
   */
  public record Comparison(String field, String sign, String constant) {}

  /** The comparisons that a constraint demands whatever else it says. */
  static List<Comparison> comparisons(List<Token> tokens) {
    List<Comparison> comparisons = new ArrayList<>();
    if (tokens.stream().anyMatch(token -> token.is("||") || token.is("!") || token.is("("))) {
      return comparisons;
    }
    for (int i = 1; i + 1 < tokens.size(); i++) {
      boolean whole =
          (i == 1 || tokens.get(i - 2).is("&&"))
              && (i + 2 == tokens.size() || tokens.get(i + 2).is("&&"));
      if (whole
          && tokens.get(i - 1).type() == Tokens.Type.PATH
          && tokens.get(i).type() == Tokens.Type.SIGN
          && (tokens.get(i + 1).type() == Tokens.Type.NUMBER
              || tokens.get(i + 1).type() == Tokens.Type.TEXT)) {
        comparisons.add(
            new Comparison(
                tokens.get(i - 1).text(), tokens.get(i).text(), tokens.get(i + 1).text()));
      }
    }
    return comparisons;
  }

  /** The constant that a field must equal. */
  public Optional<String> equal(String field) {
    return comparisons.stream()
        .filter(c -> c.field().equals(field) && c.sign().equals("=="))
        .map(Comparison::constant)
        .findFirst();
  }

  /** The greatest number that a field must exceed or reach. */
  public Optional<Double> atLeast(String field) {
    return comparisons.stream()
        .filter(c -> c.field().equals(field) && c.sign().startsWith(">"))
        .map(c -> Double.valueOf(c.constant()))
        .max(Double::compare);
  }
}
