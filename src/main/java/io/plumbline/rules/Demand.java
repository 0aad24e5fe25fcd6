package io.plumbline.rules;

import io.plumbline.fact.Fact;
import io.plumbline.rules.drl.FactShape;
import java.util.List;
import java.util.Optional;

/**
 * What a fact must be like for a rule to look any further: while no fact of a service is so, the
 * rule neither concludes anything of it nor fails.
 *
 * @param fact name of the kind of fact
 * @param tests what must hold of it, all of them; the rule may ask for more
 * @param alone whether the rule looks at no other fact beside it
 */
public record Demand(String fact, List<Test> tests, boolean alone) {

  /** Copies the tests. */
  public Demand {
    tests = List.copyOf(tests);
  }

  /**
   * A field compared with a constant or with another field of the same fact.
   *
   * @param field name of the field
   * @param sign {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >} or {@code >=}
   * @param other name of the other field; empty when it is compared with a constant
   * @param constant the constant: a {@code Double}, {@code String} or {@code Boolean}; empty beside
   *     another field
   */
  public record Test(String field, String sign, Optional<String> other, Optional<Object> constant) {

    /** Whether it may hold of two values; certain when both are numbers. */
    public boolean holds(Object left, Object right) {
      if (left instanceof Number one && right instanceof Number two) {
        return holds(one.doubleValue(), two.doubleValue());
      }
      boolean same = left.equals(right);
      // Texts have an order too; who asks for it is taken to have found what he asks for.
      return left.getClass() != right.getClass()
          || (!(sign.equals("==") && !same) && !(sign.equals("!=") && same));
    }

    private boolean holds(double left, double right) {
      return switch (sign) {
        case "==" -> left == right;
        case "!=" -> left != right;
        case "<" -> left < right;
        case "<=" -> left <= right;
        case ">" -> left > right;
        default -> left >= right;
      };
    }
  }

  /** Whether a fact may be so. */
  public boolean metBy(Fact seen) {
    FactShape shape = FactShape.of(seen);
    return shape.name().equals(fact)
        && tests.stream()
            .allMatch(
                test ->
                    test.holds(
                        shape.value(seen, test.field()),
                        test.other()
                            .map(other -> shape.value(seen, other))
                            .or(test::constant)
                            .orElseThrow()));
  }
}
