package io.plumbline.app;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 256MB} is 256 · 2^20 bytes. */
public final class ByteSize {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\s?(KB|MB|GB|TB)");
  private static final String UNITS = "KMGT";

  private ByteSize() {}

  /** Bytes of a text, empty when it is none. */
  public static OptionalLong parse(String text) {
    Matcher matcher = TEXT.matcher(text.toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? OptionalLong.of(
            Long.parseLong(matcher.group(1))
                << (10 * (1 + UNITS.indexOf(matcher.group(2).charAt(0)))))
        : OptionalLong.empty();
  }

  /** A text for people, such as {@code 1.5 GB}. */
  public static String text(long bytes) {
    double size = bytes;
    int unit = -1;
    while (size >= 1024 && unit < UNITS.length() - 1) {
      size /= 1024;
      unit++;
    }
    return unit < 0
        ? bytes + " B"
        : String.format(Locale.ROOT, size < 10 ? "%.1f %cB" : "%.0f %cB", size, UNITS.charAt(unit));
  }
}
