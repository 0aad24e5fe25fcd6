package io.plumbline.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Figures and spans as people read them. A figure never looks better than it is. */
final class Words {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long DAY_SECONDS = 86_400;
  private static final double DAYS_PER_MONTH = 365.25 / 12;

  private static final Pattern UNIT =
      Pattern.compile("(?<=[0-9]) (?=%|(?:ms|s|min|minutes?|h|hours?|days?|months?)\\b)");

  private Words() {}

  /** A target in percent, as it was promised: {@code 99.9 %}. */
  static String target(double ratio) {
    return plain(percent(ratio)) + " %";
  }

  /**
   * An attainment in percent, rounded down, with a digit more than its target, so that a missed
   * target never looks met.
   */
  static String attainment(double ratio, double target) {
    int digits = Math.max(3, plainScale(percent(target)) + 1);
    BigDecimal floor = percent(ratio).setScale(digits, RoundingMode.FLOOR).stripTrailingZeros();
    boolean whole = floor.scale() <= 0;
    return (whole
            ? floor.toPlainString()
            : floor.setScale(Math.max(2, floor.scale())).toPlainString())
        + " %";
  }

  /** A share in whole percent, or in tenths below ten: {@code 78 %}, {@code 2.1 %}. */
  static String share(double ratio) {
    BigDecimal percent = percent(ratio);
    boolean small = percent.abs().compareTo(BigDecimal.TEN) < 0;
    BigDecimal rounded = percent.setScale(small ? 1 : 0, RoundingMode.HALF_UP);
    if (rounded.signum() == 0 && percent.signum() > 0) {
      return "under 0.1 %";
    }
    return plain(rounded) + " %";
  }

  /** What is left of an error budget: {@code 16 % left}, {@code overspent by 29 %}. */
  static String budgetLeft(double remaining) {
    BigDecimal percent = percent(Math.abs(remaining)).setScale(0, RoundingMode.FLOOR);
    String shown = percent.signum() == 0 ? "under 1 %" : percent.toPlainString() + " %";
    if (remaining == 0) {
      return "spent";
    }
    return remaining < 0 ? "overspent by " + shown : shown + " left";
  }

  /** A span in its largest unit: {@code 12 min}, {@code 21 h}, {@code 4 days}, {@code 3 months}. */
  static String span(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 2 * DAY_SECONDS) {
      return seconds / 3600 + " h";
    }
    return days(seconds / (double) DAY_SECONDS);
  }

  /** A number of days: {@code 11 days}, or {@code 3 months} from sixty on. */
  static String days(double days) {
    if (days < 60) {
      long whole = (long) days;
      return whole + (whole == 1 ? " day" : " days");
    }
    return Math.round(days / DAYS_PER_MONTH) + " months";
  }

  /** The span that a promise covers: {@code 30 days}, {@code 12 h}. */
  static String period(Duration period) {
    long seconds = period.toSeconds();
    if (seconds % DAY_SECONDS == 0) {
      long days = seconds / DAY_SECONDS;
      return days + (days == 1 ? " day" : " days");
    }
    return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
  }

  /** A span in hours and minutes: {@code 1 h 31 min}, {@code 10 min}. */
  static String hoursMinutes(Duration span) {
    long minutes = Math.max(0, span.toMinutes());
    return minutes < 60 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
  }

  /** Business time that runs out: {@code 1 h 31 min left}, {@code over by 21 min}. */
  static String timeLeft(Duration left) {
    if (left.isNegative()) {
      return "over by " + hoursMinutes(left.negated().plusMillis(MINUTE_MILLIS - 1));
    }
    return left.toMillis() < MINUTE_MILLIS ? "under 1 min left" : hoursMinutes(left) + " left";
  }

  /** A span to the second, rounded down: {@code 1 h 20 min 17 s}, {@code 4 h}, {@code 0 s}. */
  static String toTheSecond(Duration span) {
    String words =
        Stream.of(
                part(span.toHours(), "h"),
                part(span.toMinutesPart(), "min"),
                part(span.toSecondsPart(), "s"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "0 s" : words;
  }

  /** A span with all that it has, to be added up: {@code 1:20:17}, {@code 0:00:00.250}. */
  static String sum(Duration span) {
    String whole =
        "%d:%02d:%02d".formatted(span.toHours(), span.toMinutesPart(), span.toSecondsPart());
    return span.toMillisPart() == 0 ? whole : whole + ".%03d".formatted(span.toMillisPart());
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + " " + unit;
  }

  /** Time that runs out: {@code 5:24}, {@code 7 h 03 min}, {@code 3 days 8 h}. */
  static String countdown(Duration left) {
    long seconds = Math.max(0, left.toSeconds());
    if (seconds < 3600) {
      return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 2 * DAY_SECONDS) {
      return hoursMinutes(left);
    }
    return seconds / DAY_SECONDS + " days " + seconds % DAY_SECONDS / 3600 + " h";
  }

  /** A priority as people call it: a bare number gets a P. */
  static String priority(String priority) {
    boolean number = !priority.isEmpty() && priority.chars().allMatch(Character::isDigit);
    return number ? "P" + priority : priority;
  }

  /** An agreement by its type and with whom it is: {@code SLA with ACME}. */
  static String agreement(String type, String counterparty) {
    return counterparty.isEmpty() ? type : type + " with " + counterparty;
  }

  /** The group that has a ticket, or that nobody was named. */
  static String holder(String group) {
    return group.isEmpty() ? "nobody named" : group;
  }

  /** A sentence whose figures are not parted from their units at the end of a line. */
  static String bound(String sentence) {
    return UNIT.matcher(sentence).replaceAll("\u00a0");
  }

  private static BigDecimal percent(double ratio) {
    // The shortest decimal of the double, so that 0.99871 is 99.871 and not a hair less.
    return BigDecimal.valueOf(ratio).movePointRight(2);
  }

  private static int plainScale(BigDecimal value) {
    return Math.max(0, value.stripTrailingZeros().scale());
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
