package io.plumbline.rules.table;

import io.plumbline.fact.Severity;
import io.plumbline.rules.NearestName;
import io.plumbline.rules.drl.FactShape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a cell at a place of the template.
 *
 * @param from where what it replaces begins in the template
 * @param to where that ends
 * @param text what takes its place
 * @param wrong what is wrong with it and what to write instead, empty when nothing is
 */
record Cell(int from, int to, String text, Optional<Wrong> wrong) {

  /** What stands for every value. */
  static final Set<String> ANY = Set.of("any", "*", "all");

  private static final Set<String> NONE = Set.of("none", "no", "0", "-");
  private static final Set<String> RATIOS =
      Set.of("ratio", "target", "remaining", "utilisation", "threshold", "gap", "tolerance");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,9})(?:[.,](\\d{1,9}))?\\s*(%)?");
  private static final Pattern LASTING =
      Pattern.compile(
          "(\\d{1,5})\\s*(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|hrs?|d|days?)",
          Pattern.CASE_INSENSITIVE);
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);
  private static final Map<String, Integer> FIELD_UNITS =
      Map.of("Minutes", 60, "Hours", 3600, "Days", 86_400);

  /** A mistake. */
  record Wrong(String what, String instead) {}

  /** Puts the text of a cell into a place. */
  static Cell of(Place place, String text) {
    Place.Use use = place.use();
    if (text.isEmpty()) {
      return wrong(
          place,
          "it is empty",
          use instanceof Place.Use.Lasting
              ? "write none, or how long"
              : use instanceof Place.Use.Compared compared && compared.sign().equals("==")
                  ? "fill it in, or write any"
                  : "fill it in");
    }
    if (use instanceof Place.Use.Lasting lasting) {
      return lasting(place, lasting, text);
    }
    if (use instanceof Place.Use.Urgency) {
      List<String> known = Arrays.stream(Severity.values()).map(Severity::wireName).toList();
      String word = text.toLowerCase(Locale.ROOT);
      return known.contains(word)
          ? cell(place, word)
          : wrong(place, quoted(text) + " is no severity", NearestName.remedy(text, known));
    }
    if (use instanceof Place.Use.Compared compared) {
      return compared(place, compared, text);
    }
    return text.matches("[^\"\\\\{}@\\p{Cntrl}]{1,200}")
        ? cell(place, text)
        : wrong(place, quoted(text) + " holds a quote, a bracket or the like", "write plain words");
  }

  private static Cell lasting(Place place, Place.Use.Lasting use, String text) {
    if (NONE.contains(text.toLowerCase(Locale.ROOT))) {
      return new Cell(use.from(), place.to() + "\")".length(), "", Optional.empty());
    }
    Matcher matcher = LASTING.matcher(text);
    if (matcher.matches() && !matcher.group(1).matches("0+")) {
      return cell(place, Integer.parseInt(matcher.group(1)) + unit(matcher));
    }
    return wrong(place, quoted(text) + " is no duration", durationRemedy(text));
  }

  private static String durationRemedy(String text) {
    return text.matches("[1-9]\\d{0,4}")
        ? "write %1$sm for minutes, %1$sh for hours or %1$sd for days".formatted(text)
        : "write a number and s, m, h or d, such as 5m, or none";
  }

  private static Cell compared(Place place, Place.Use.Compared use, String text) {
    Optional<FactShape.Holds> holds = use.shape().holds(use.field());
    if (holds.isEmpty()) {
      // The template is wrong, and is told of once for all rows.
      return cell(place, "0");
    }
    if (ANY.contains(text.toLowerCase(Locale.ROOT)) && use.sign().equals("==")) {
      // A field equals itself, whatever it is.
      boolean inQuotes = holds.filter(h -> h == FactShape.Holds.TEXT).isPresent();
      return new Cell(
          use.from(),
          place.to() + (inQuotes ? 1 : 0),
          use.field() + " == " + use.field(),
          Optional.empty());
    }
    return switch (holds.get()) {
      case NUMBER -> number(place, use.field(), text);
      case TEXT -> word(place, use, text);
      case TRUTH -> truth(place, text);
      case LIST -> cell(place, text);
    };
  }

  private static Cell word(Place place, Place.Use.Compared use, String text) {
    Optional<Set<String>> words = use.shape().vocabulary(use.field());
    if (words.isPresent() && !words.get().contains(text)) {
      return wrong(
          place, use.field() + " is never " + quoted(text), NearestName.remedy(text, words.get()));
    }
    return text.matches("[^\"\\\\\\p{Cntrl}]{1,200}")
        ? cell(place, text)
        : wrong(place, quoted(text) + " holds a quote or the like", "write plain words");
  }

  private static Cell truth(Place place, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> cell(place, "true");
      case "no", "false" -> cell(place, "false");
      default -> wrong(place, quoted(text) + " is neither yes nor no", "write yes or no");
    };
  }

  private static Cell number(Place place, String field, String text) {
    Optional<Integer> unit =
        FIELD_UNITS.entrySet().stream()
            .filter(
                e ->
                    field.endsWith(e.getKey()) || field.equals(e.getKey().toLowerCase(Locale.ROOT)))
            .map(Map.Entry::getValue)
            .findFirst();
    Matcher lasting = LASTING.matcher(text);
    if (unit.isPresent() && lasting.matches()) {
      BigDecimal seconds =
          new BigDecimal(lasting.group(1)).multiply(BigDecimal.valueOf(SECONDS.get(unit(lasting))));
      BigDecimal units = seconds.divide(BigDecimal.valueOf(unit.get()), 6, RoundingMode.HALF_UP);
      return cell(place, plain(units));
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return wrong(
          place,
          quoted(text) + " is no number",
          field.endsWith("Percent") ? "write one such as 2.5 %" : "write one such as 2.5");
    }
    String fraction = Optional.ofNullable(matcher.group(2)).orElse("");
    if (fraction.length() == 3 && matcher.group(3) == null && !matcher.group(1).equals("0")) {
      return wrong(
          place,
          quoted(text) + " may be " + matcher.group(1) + " or " + matcher.group(1) + fraction,
          "write " + matcher.group(1) + fraction + ", or fewer decimals");
    }
    BigDecimal number =
        new BigDecimal(matcher.group(1) + (fraction.isEmpty() ? "" : "." + fraction));
    boolean percent = matcher.group(3) != null;
    if (percent && !field.endsWith("Percent")) {
      number = number.movePointLeft(2);
    } else if (RATIOS.contains(field) && number.compareTo(BigDecimal.ONE) > 0) {
      return wrong(
          place, quoted(text) + " is more than all of it", "write " + text + " %, or a part of 1");
    }
    return cell(place, plain(number));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String unit(Matcher lasting) {
    return lasting.group(2).substring(0, 1).toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static Cell cell(Place place, String text) {
    return new Cell(place.from(), place.to(), text, Optional.empty());
  }

  private static Cell wrong(Place place, String what, String instead) {
    return new Cell(place.from(), place.to(), "", Optional.of(new Wrong(what, instead)));
  }
}
