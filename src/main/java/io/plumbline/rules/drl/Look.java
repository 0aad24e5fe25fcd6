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
  public record Comparison(String field, String sign, String constant) {

    private String text() {
      return field + " " + sign + " " + constant;
    }
  }

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

  /** Two comparisons of which never both hold, in words; nothing when there are none. */
  Optional<String> contradiction() {
    for (int i = 0; i < comparisons.size(); i++) {
      for (Comparison other : comparisons.subList(i + 1, comparisons.size())) {
        Comparison one = comparisons.get(i);
        if (contradict(one, other) || contradict(other, one)) {
          return Optional.of(one.text() + " and " + other.text());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether nothing can be looked at in both ways: a field would have to have two values. */
  public boolean excludes(Look other) {
    return fact.equals(other.fact)
        && comparisons.stream()
            .anyMatch(
                c ->
                    other.comparisons.stream().anyMatch(d -> contradict(c, d) || contradict(d, c)));
  }

  private static boolean contradict(Comparison one, Comparison other) {
    if (!one.field().equals(other.field())) {
      return false;
    }
    Optional<Double> a = number(one);
    Optional<Double> b = number(other);
    if (a.isEmpty() || b.isEmpty()) {
      return one.sign().equals("==")
          && other.sign().equals(one.constant().equals(other.constant()) ? "!=" : "==");
    }
    return below(one, a.get(), other, b.get()) || below(other, b.get(), one, a.get());
  }

  /** Whether all that one allows is below all that the other allows. */
  private static boolean below(Comparison one, double a, Comparison other, double b) {
    boolean capped = one.sign().startsWith("<") || one.sign().equals("==");
    boolean floored = other.sign().startsWith(">") || other.sign().equals("==");
    boolean touching = !one.sign().equals("<") && !other.sign().equals(">");
    return capped && floored && (a < b || (a == b && !touching));
  }

  private static Optional<Double> number(Comparison comparison) {
    return comparison.constant().matches("\\d+(\\.\\d+)?")
        ? Optional.of(Double.valueOf(comparison.constant()))
        : Optional.empty();
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
