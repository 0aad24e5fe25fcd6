package io.plumbline.engine.sli;

import io.plumbline.rules.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule asks of the figures of a fact, told of bounds within which they lie.
 *
 * @param all what it asks, all of it
 */
record Comparisons(List<Comparison> all) {

  /** Copies the list. */
  Comparisons {
    all = List.copyOf(all);
  }

  /**
   * One comparison of figures by their places.
   *
   * @param left place of the figure that is compared
   * @param sign how
   * @param right place of the other; −1 for a constant
   * @param constant the constant
   */
  record Comparison(int left, String sign, int right, double constant) {

    boolean mayHold(double[] low, double[] high) {
      double from = right < 0 ? constant : low[right];
      double to = right < 0 ? constant : high[right];
      return switch (sign) {
        case "==" -> low[left] <= to && from <= high[left];
        case "!=" -> low[left] != high[left] || from != to || low[left] != from;
        case "<" -> low[left] < to;
        case "<=" -> low[left] <= to;
        case ">" -> high[left] > from;
        default -> high[left] >= from;
      };
    }
  }

  /**
   * What a demand asks; nothing when it asks for other texts.
   *
   * @param texts the texts of the fact by field; what is asked of others is taken to hold
   * @param figures names of the figures in their places
   */
  static Optional<Comparisons> of(Demand demand, Map<String, String> texts, List<String> figures) {
    List<Comparison> all = new ArrayList<>();
    for (Demand.Test test : demand.tests()) {
      String text = texts.get(test.field());
      Optional<Object> with = test.other().<Object>map(texts::get).or(test::constant);
      if (text != null && with.isPresent() && !test.holds(text, with.get())) {
        return Optional.empty();
      }
      int left = figures.indexOf(test.field());
      int right = test.other().map(figures::indexOf).orElse(-1);
      Optional<Double> number = test.constant().flatMap(Comparisons::number);
      if (left >= 0 && (right >= 0 || number.isPresent())) {
        all.add(new Comparison(left, test.sign(), right, number.orElse(0.0)));
      }
    }
    return Optional.of(new Comparisons(all));
  }

  private static Optional<Double> number(Object constant) {
    return constant instanceof Boolean truth
        ? Optional.of(truth ? 1.0 : 0.0)
        : constant instanceof Double number ? Optional.of(number) : Optional.empty();
  }

  /** Whether figures within some bounds may be what is asked for. */
  boolean mayHold(double[] low, double[] high) {
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).mayHold(low, high)) {
        return false;
      }
    }
    return true;
  }
}
