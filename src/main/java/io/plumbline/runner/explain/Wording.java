package io.plumbline.runner.explain;

import io.plumbline.catalogue.TimeWindow.Span;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moments, spans and figures of explanations. A quotient is given with as many digits as it takes
 * to come to the result beside it.
 *
 * @param zone of the moments
 */
record Wording(ZoneId zone) {

  private static final int MOST_DIGITS = 15;
  private static final int DIGITS = 2;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

  /** {@code 1 Dec 2026, 10:03:20}. */
  String moment(Instant at) {
    return MOMENT.format(at.atZone(zone));
  }

  /** {@code 1 Dec 2026, 10:00:00 to 11:00:20}, with the day again when it is another. */
  String span(Instant from, Instant to) {
    boolean day = from.atZone(zone).toLocalDate().equals(to.atZone(zone).toLocalDate());
    return moment(from) + " to " + (day ? CLOCK.format(to.atZone(zone)) : moment(to));
  }

  String span(Span span) {
    return span(span.from(), span.to());
  }

  /** In which zone the moments are given. */
  String zoneSentence() {
    boolean utc = zone.normalized().equals(ZoneOffset.UTC);
    return "Times are in " + (utc ? "UTC" : zone.getId()) + ".";
  }

  /** {@code 99,120}; fractions keep up to three digits. */
  static String count(double number) {
    return grouped(BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_UP));
  }

  private static String grouped(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain);
  }

  /** A number with so many digits after the point at most. */
  static String number(BigDecimal number, int digits) {
    return grouped(number.setScale(digits, RoundingMode.HALF_UP));
  }

  static String number(double number, int digits) {
    return number(BigDecimal.valueOf(number), digits);
  }

  /** A ratio in percent with so many digits after the point at most. */
  static String percent(BigDecimal ratio, int digits) {
    return number(ratio.movePointRight(2), digits) + " %";
  }

  /** A ratio in percent as its double is written, which is how targets are. */
  static String percent(double ratio) {
    return percent(BigDecimal.valueOf(ratio), 10);
  }

  /** What a target allows, without the error of its double: 1 − 0.999 is 0.001. */
  static BigDecimal allowed(double target) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(target));
  }

  static BigDecimal quotient(double a, double b) {
    return BigDecimal.valueOf(a).divide(BigDecimal.valueOf(b), MathContext.DECIMAL64);
  }

  /**
   * How many digits a figure needs, so that a calculation with the figure as it is shown comes to
   * the result as it is shown; at least two.
   *
   * @param figure the figure
   * @param calculation what is made of the rounded figure
   * @param result what it is to come to
   * @param shown with how many digits the result is shown
   */
  static int digits(
      BigDecimal figure, UnaryOperator<BigDecimal> calculation, double result, int shown) {
    BigDecimal wanted = round(BigDecimal.valueOf(result), shown);
    for (int digits = DIGITS; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = round(figure, digits);
      if (round(calculation.apply(rounded), shown).compareTo(wanted) == 0) {
        return digits;
      }
    }
    return MOST_DIGITS;
  }

  private static BigDecimal round(BigDecimal number, int digits) {
    return number.setScale(digits, RoundingMode.HALF_UP);
  }

  /** {@code 1 h 20 min 17 s}, {@code 2 days 3 h}; {@code 0 s}. */
  static String span(Duration span) {
    if (span.isNegative()) {
      return "−" + span(span.negated());
    }
    String words =
        Stream.of(
                part(span.toDays(), span.toDays() == 1 ? "day" : "days"),
                part(span.toHoursPart(), "h"),
                part(span.toMinutesPart(), "min"),
                seconds(span))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "0 s" : words;
  }

  /** The same without days: what counts in hours is added up in hours. */
  static String hours(Duration span) {
    if (span.isNegative()) {
      return "−" + hours(span.negated());
    }
    String words =
        Stream.of(part(span.toHours(), "h"), part(span.toMinutesPart(), "min"), seconds(span))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "0 s" : words;
  }

  private static String seconds(Duration span) {
    return span.toMillisPart() == 0
        ? part(span.toSecondsPart(), "s")
        : "%d.%03d s".formatted(span.toSecondsPart(), span.toMillisPart());
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + " " + unit;
  }
}
