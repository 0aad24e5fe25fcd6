package io.plumbline.rules.table;

import io.plumbline.rules.drl.FactShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place of a template, <code>@{column}</code>, into which a cell goes, and what belongs there.
 *
 * @param column name of the column, in small letters
 * @param from where it begins in the template, from 0
 * @param to where it ends
 * @param line its line, from 1
 * @param use what it is used for
 */
record Place(String column, int from, int to, int line, Use use) {

  private static final Pattern PLACE = Pattern.compile("@\\{([^{}\n]*)}");
  private static final Pattern REMARK = Pattern.compile("^(?:[^\"]|\"[^\"]*\")*?//");
  private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)\\s*\\(\\s*\"$");
  private static final Pattern COMPARED = Pattern.compile("(\\w+)\\s*(==|!=|<=|>=|<|>)\\s*\"?$");
  private static final Set<String> DURATIONS = Set.of("raiseAfter", "clearAfter", "cooldown");

  /** What a cell is used for. */
  sealed interface Use {
    /** Part of a text. */
    record Words() implements Use {}

    /** How long something lasts, in an annotation that begins at a place. */
    record Lasting(String annotation, int from) implements Use {}

    /** How urgent something is. */
    record Urgency() implements Use {}

    /** Compared with a field of a kind of fact; the comparison begins at a place. */
    record Compared(FactShape shape, String field, String sign, int from) implements Use {}
  }

  /** The places of a template, in order. */
  static List<Place> of(String template) {
    List<Place> places = new ArrayList<>();
    Matcher place = PLACE.matcher(template);
    int lineBegin = 0;
    int line = 1;
    while (place.find()) {
      for (int i = template.indexOf('\n', lineBegin);
          i >= 0 && i < place.start();
          i = template.indexOf('\n', lineBegin)) {
        line++;
        lineBegin = i + 1;
      }
      if (REMARK.matcher(template.substring(lineBegin, place.start())).find()) {
        continue;
      }
      places.add(
          new Place(
              place.group(1).strip().toLowerCase(Locale.ROOT),
              place.start(),
              place.end(),
              line,
              use(template, place.start())));
    }
    return places;
  }

  private static Use use(String template, int at) {
    String before = template.substring(Math.max(0, at - 200), at);
    int shift = at - before.length();
    Matcher annotation = ANNOTATION.matcher(before);
    if (annotation.find()) {
      String name = annotation.group(1);
      if (DURATIONS.contains(name)) {
        return new Use.Lasting(name, shift + annotation.start());
      }
      return name.equals("severity") ? new Use.Urgency() : new Use.Words();
    }
    Matcher compared = COMPARED.matcher(before);
    return compared.find()
        ? shape(template, at)
            .<Use>map(
                shape ->
                    new Use.Compared(
                        shape, compared.group(1), compared.group(2), shift + compared.start()))
            .orElse(new Use.Words())
        : new Use.Words();
  }

  /** The fact whose brackets are open here. */
  private static Optional<FactShape> shape(String template, int at) {
    int depth = 0;
    for (int i = at - 1; i >= 0; i--) {
      char c = template.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth < 0) {
        Matcher name = Pattern.compile("(\\w+)\\s*$").matcher(template.substring(0, i));
        Optional<FactShape> shape = name.find() ? FactShape.named(name.group(1)) : Optional.empty();
        if (shape.isPresent()) {
          return shape;
        }
        depth = 0;
      }
    }
    return Optional.empty();
  }
}
