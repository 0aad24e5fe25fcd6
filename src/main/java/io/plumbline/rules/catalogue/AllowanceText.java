package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.Allowance;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an incident target allows, as people write it: {@code 4h}, {@code 2 business days}, {@code 5
 * calendar days}. A bare day is refused, since it may mean any of three things.
 */
final class AllowanceText {

  private static final Pattern DAYS = Pattern.compile("([1-9]\\d{0,3}) (business|calendar) days?");
  private static final Pattern BARE_DAYS =
      Pattern.compile("([1-9]\\d{0,3})\\s*(?:d|day|days)", Pattern.CASE_INSENSITIVE);

  private AllowanceText() {}

  /** Reads a field's text; nothing when it is wrong, which is told. */
  static Optional<Allowance> read(Fields fields, String name, String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      int number = Integer.parseInt(days.group(1));
      return Optional.of(
          days.group(2).equals("business")
              ? new Allowance.BusinessDays(number)
              : new Allowance.CalendarDays(number));
    }
    Matcher bare = BARE_DAYS.matcher(text);
    if (bare.matches()) {
      int number = Integer.parseInt(bare.group(1));
      String plural = number == 1 ? "" : "s";
      fields.cannotBe(
          name,
          text,
          "write %dh for so much service time, or %d business day%s or %d calendar day%s"
              .formatted(24 * number, number, plural, number, plural));
      return Optional.empty();
    }
    Optional<Duration> time = DurationText.parse(text, DurationText.Units.CLOCK);
    if (time.isEmpty()) {
      fields.cannotBe(
          name,
          text,
          DurationText.remedy(text, DurationText.Units.CLOCK)
              + ", or days as in 2 business days or 2 calendar days");
    }
    return time.map(Allowance.Counted::new);
  }
}
