package io.plumbline.rules.catalogue;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in agreements: a number and a unit, such as {@code 15m}. */
final class DurationText {

  private static final Pattern LOOSE = Pattern.compile("\\s*(\\d{1,6})\\s*([smhdw])[a-z]*\\.?\\s*");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS);

  private DurationText() {}

  /** Which units make sense. A day of service hours is not 24 hours, so targets have none. */
  enum Units {
    CLOCK("smh"),
    CALENDAR("smhdw");

    private final Pattern form;

    Units(String letters) {
      form = Pattern.compile("([1-9]\\d{0,5})([" + letters + "])");
    }
  }

  /** Reads a duration of whole units, longer than zero. */
  static Optional<Duration> parse(String text, Units units) {
    Matcher matcher = units.form.matcher(text);
    return matcher.matches()
        ? Optional.of(of(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** What to write instead of a text that is no duration. */
  static String remedy(String text, Units units) {
    Matcher matcher = LOOSE.matcher(text);
    if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
      Duration meant = of(matcher.group(1), matcher.group(2));
      return "write " + inLargestUnit(meant);
    }
    return units == Units.CLOCK
        ? "write a number and s, m or h, such as 15m or 4h"
        : "write a number and s, m, h, d or w, such as 12h or 30d";
  }

  private static String inLargestUnit(Duration duration) {
    if (duration.toSeconds() % 3600 == 0) {
      return duration.toHours() + "h";
    }
    return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  private static Duration of(String amount, String unit) {
    return UNITS.get(unit).getDuration().multipliedBy(Long.parseLong(amount));
  }
}
