package io.plumbline.runner.scenario;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of a story, counted from its start: {@code 0m}, {@code 90s}, {@code 1h30m}, {@code 2d}. */
final class Offset {

  /** What to write instead of a text that is none. */
  static final String REMEDY = "write the time since the start, such as 0m, 90s, 1h30m or 2d";

  private static final Pattern FORM =
      Pattern.compile("(?=\\d)(?:(\\d{1,4})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

  private Offset() {}

  /** Reads a time since the start; nothing when the text is none. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4)));
  }

  private static long part(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
  }

  /** As an author would write it, to the second. */
  static String text(Duration offset) {
    if (offset.toSeconds() == 0) {
      return "0m";
    }
    StringBuilder text = new StringBuilder(offset.isNegative() ? "-" : "");
    Duration length = offset.abs();
    append(text, length.toDaysPart(), 'd');
    append(text, length.toHoursPart(), 'h');
    append(text, length.toMinutesPart(), 'm');
    append(text, length.toSecondsPart(), 's');
    return text.toString();
  }

  private static void append(StringBuilder text, long number, char unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
