package io.plumbline.rules.drl;

import io.plumbline.fact.Fact;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a conclusion, in which {@code {field}} stands for a field of the fact. A number with
 * a fraction shows at most two decimals, or as many as asked for by {@code {field:4}}.
 */
final class TextTemplate {

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern FIELD = Pattern.compile("([A-Za-z]\\w*)(?::([0-9]))?");
  private static final int DECIMALS = 2;

  /** Longer texts, of long lists say, are cut here, and end in an ellipsis. */
  private static final int LONGEST = 4_000;

  private final String text;

  TextTemplate(String text) {
    this.text = text;
  }

  /** The first {@code {…}} that is no field of a kind of fact. */
  Optional<String> unknownField(FactShape shape) {
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      Matcher field = FIELD.matcher(place.group(1));
      if (!field.matches() || !shape.fields().containsKey(field.group(1))) {
        return Optional.of(place.group(1));
      }
    }
    return Optional.empty();
  }

  /** The text with the fields of a fact. */
  String fill(Fact fact) {
    FactShape shape = FactShape.of(fact);
    String filled =
        PLACE
            .matcher(text)
            .replaceAll(
                place -> {
                  Matcher field = FIELD.matcher(place.group(1));
                  if (!field.matches()) {
                    throw new IllegalStateException("{" + place.group(1) + "} is no field");
                  }
                  int decimals =
                      field.group(2) == null ? DECIMALS : Integer.parseInt(field.group(2));
                  Object value = shape.value(fact, field.group(1));
                  return Matcher.quoteReplacement(forPeople(value, decimals));
                });
    return filled.length() <= LONGEST ? filled : filled.substring(0, LONGEST) + "…";
  }

  /** A value as people read it. */
  static String forPeople(Object value, int decimals) {
    if (value instanceof Double number) {
      BigDecimal rounded =
          BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
      return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
    if (value instanceof Duration duration) {
      return forPeople(duration);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> forPeople(item, decimals)).collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }

  private static String forPeople(Duration duration) {
    StringBuilder text = new StringBuilder();
    part(text, duration.toDays(), "d");
    part(text, duration.toHoursPart(), "h");
    part(text, duration.toMinutesPart(), "min");
    part(text, duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0 s" : text.toString();
  }

  private static void part(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
