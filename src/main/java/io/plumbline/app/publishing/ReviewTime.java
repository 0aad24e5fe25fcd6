package io.plumbline.app.publishing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much time a review has.
 *
 * @param businessDays until the end of so many weekdays, Monday to Friday, after that of the act; 0
 *     for a plain duration
 * @param duration that duration, else zero
 */
public record ReviewTime(int businessDays, Duration duration) {

  /** Two business days. */
  public static final ReviewTime DEFAULT = new ReviewTime(2, Duration.ZERO);

  private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,2}) business days?");
  private static final Pattern PLAIN = Pattern.compile("([1-9]\\d{0,4})(m|h|d)");

  /** Reads {@code 2 business days}, {@code 90m}, {@code 48h} or {@code 2d}. */
  public static Optional<ReviewTime> parse(String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return Optional.of(new ReviewTime(Integer.parseInt(days.group(1)), Duration.ZERO));
    }
    Matcher plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(plain.group(1));
    return Optional.of(
        new ReviewTime(
            0,
            switch (plain.group(2)) {
              case "m" -> Duration.ofMinutes(amount);
              case "h" -> Duration.ofHours(amount);
              default -> Duration.ofDays(amount);
            }));
  }

  /**
   * When it is over.
   *
   * @param act when the act was that is to be reviewed
   * @param zone where its days are counted
   */
  Instant after(Instant act, ZoneId zone) {
    if (businessDays == 0) {
      return act.plus(duration);
    }
    LocalDate day = LocalDate.ofInstant(act, zone);
    for (int counted = 0; counted < businessDays; ) {
      day = day.plusDays(1);
      if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        counted++;
      }
    }
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }
}
