package io.plumbline.fact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Fields of facts as people say them. The last word of a field's name is its unit. */
public final class FieldWords {

  private static final Set<String> SHARES =
      Set.of("ratio", "remaining", "utilisation", "target", "threshold", "gap", "tolerance");

  private FieldWords() {}

  /** {@code budgetSpentPercent} is budget spent percent. */
  public static String of(String field) {
    return Arrays.stream(field.split("(?=[A-Z])", -1))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  /** The same without the unit: {@code budgetSpentPercent} is budget spent. */
  public static String name(String field) {
    return of(field).replaceFirst(" (percent|minutes|days)$", "");
  }

  /** The unit that a field's name says, with a space before it; empty for none. */
  public static String unit(String field) {
    return switch (field.replaceFirst("^.*(?=Percent$|Minutes$|Days$)", "")) {
      case "Percent" -> " %";
      case "Minutes" -> " minutes";
      case "Days" -> " days";
      default -> "";
    };
  }

  /** Whether a field is a share of one, which people read in percent. */
  public static boolean isShare(String field) {
    return SHARES.contains(field) || field.endsWith("Ratio");
  }
}
