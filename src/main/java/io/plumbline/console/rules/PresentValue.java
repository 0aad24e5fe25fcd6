package io.plumbline.console.rules;

import io.plumbline.console.rules.RuleBook.Comparison;
import io.plumbline.console.rules.RuleBook.Look;
import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.fact.Fact;
import io.plumbline.fact.FactFields;
import io.plumbline.fact.FieldWords;
import io.plumbline.finding.ServiceStanding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a rule sees of a service now, beside what it compares it with.
 *
 * @param service name of the service
 * @param serviceName its name for people
 * @param subject what within the service
 * @param figures each field that it compares by more or less
 * @param distance how near it is to all of them: 0 or more when all hold, below otherwise
 */
public record PresentValue(
    String service, String serviceName, String subject, List<Figure> figures, double distance) {

  private static final Comparator<PresentValue> WORST_FIRST =
      Comparator.comparingDouble(PresentValue::distance)
          .reversed()
          .thenComparing(PresentValue::service)
          .thenComparing(PresentValue::subject);

  /** Copies the list. */
  public PresentValue {
    figures = List.copyOf(figures);
  }

  /**
   * A field beside its threshold.
   *
   * @param name the field, in words
   * @param value the present value with its unit
   * @param sign how they are compared, in words
   * @param threshold the threshold with its unit
   * @param holds whether the comparison holds
   */
  public record Figure(String name, String value, String sign, String threshold, boolean holds) {}

  /** What a rule sees now of the services it judges, the worst first. */
  static List<PresentValue> of(Rule rule, List<ServiceStanding> covered) {
    Optional<Look> look = rule.looks().stream().filter(l -> l.quantifier().isEmpty()).findFirst();
    List<PresentValue> values = new ArrayList<>();
    for (ServiceStanding standing : covered) {
      for (Fact fact : standing.facts()) {
        if (look.isPresent() && fact.getClass().getSimpleName().equals(look.get().fact())) {
          value(look.get(), fact, standing).ifPresent(values::add);
        }
      }
    }
    values.sort(WORST_FIRST);
    return values;
  }

  private static Optional<PresentValue> value(Look look, Fact fact, ServiceStanding standing) {
    List<Figure> figures = new ArrayList<>();
    double nearest = Double.POSITIVE_INFINITY;
    for (Comparison c : look.comparisons()) {
      if (c.field().isEmpty()) {
        continue;
      }
      Object value = FactFields.of(fact, c.field()).orElse("");
      Object operand = c.constant() ? c.operand() : FactFields.of(fact, c.operand()).orElse("");
      boolean ordered = c.sign().contains("<") || c.sign().contains(">");
      if (!ordered) {
        // What tells apart which facts are meant is no figure.
        if (String.valueOf(value).equals(String.valueOf(operand)) != c.sign().equals("==")) {
          return Optional.empty();
        }
        continue;
      }
      Optional<Double> a = number(value);
      Optional<Double> b = number(operand);
      if (a.isEmpty() || b.isEmpty()) {
        continue;
      }
      double distance = beyond(a.get(), b.get(), c.sign());
      nearest = Math.min(nearest, distance);
      figures.add(
          new Figure(
              RuleSentence.name(c.field()),
              figure(a.get(), c.field()),
              RuleSentence.sign(c.sign()),
              figure(b.get(), c.field()),
              holds(a.get(), b.get(), c.sign())));
    }
    return Optional.of(
        new PresentValue(
            standing.service().name(),
            standing.service().displayName(),
            fact.subject(),
            figures,
            figures.isEmpty() ? 0 : nearest));
  }

  private static Optional<Double> number(Object value) {
    if (value instanceof Number number) {
      return Optional.of(number.doubleValue());
    }
    return value instanceof String text && text.matches("-?[0-9]+(\\.[0-9]+)?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  /** How far a value is beyond its threshold, as a share of it; negative on this side of it. */
  private static double beyond(double value, double threshold, String sign) {
    double difference = sign.startsWith(">") ? value - threshold : threshold - value;
    return difference / Math.max(Math.abs(threshold), 1e-9);
  }

  private static boolean holds(double value, double threshold, String sign) {
    return switch (sign) {
      case ">" -> value > threshold;
      case ">=" -> value >= threshold;
      case "<" -> value < threshold;
      default -> value <= threshold;
    };
  }

  private static String figure(double value, String field) {
    boolean share = FieldWords.isShare(field);
    BigDecimal number = BigDecimal.valueOf(value).movePointRight(share ? 2 : 0);
    int digits = share && Math.abs(value) > 0.9 ? 4 : 2;
    BigDecimal rounded = number.setScale(digits, RoundingMode.HALF_UP);
    String shown = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return shown + (share ? " %" : FieldWords.unit(field));
  }
}
