package io.plumbline.console.rules;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.console.rules.RuleBook.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The text of a rule, in the files in force and in others. */
final class RuleText {

  private RuleText() {}

  /** The rule as it is in force; of a table the row with its template. */
  static String of(Rule rule) {
    return whole(rule.text(), rule.template());
  }

  /** The same rule in other files; empty when they do not have it. */
  static Optional<String> in(List<SourceFile> files, Rule rule) {
    return rule.info().file().endsWith(".csv") ? row(files, rule) : named(files, rule);
  }

  private static String whole(String text, String template) {
    return template.isEmpty() ? text : text + "\n\n" + template.strip();
  }

  private static Optional<String> named(List<SourceFile> files, Rule rule) {
    String begin = "rule \"" + rule.info().name() + "\"";
    for (SourceFile file : files) {
      List<String> lines = file.text().lines().toList();
      for (int i = 0; i < lines.size() && file.path().endsWith(".drl"); i++) {
        if (lines.get(i).strip().startsWith(begin)) {
          return Optional.of(file.ruleAt(i + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** The row that begins most alike. */
  private static Optional<String> row(List<SourceFile> files, Rule rule) {
    String live = rule.text().lines().reduce("", (a, b) -> b);
    Optional<SourceFile> table =
        files.stream().filter(file -> file.path().equals(rule.info().file())).findFirst();
    String template =
        files.stream()
            .filter(f -> f.path().equals(rule.info().file().replaceFirst("csv$", "drl")))
            .findFirst()
            .map(SourceFile::text)
            .orElse("");
    if (table.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = table.get().text().lines().toList();
    return IntStream.rangeClosed(1, lines.size())
        .boxed()
        .filter(line -> alike(lines.get(line - 1), live) > 0)
        .max(
            Comparator.comparingInt((Integer line) -> alike(lines.get(line - 1), live))
                .thenComparing(Comparator.reverseOrder()))
        .map(line -> whole(table.get().ruleAt(line), template));
  }

  /** With how many equal cells two rows begin. */
  private static int alike(String row, String like) {
    String[] here = row.strip().split("\\s*[,;]\\s*", -1);
    String[] there = like.strip().split("\\s*[,;]\\s*", -1);
    int same = 0;
    while (same < Math.min(here.length, there.length) && here[same].equals(there[same])) {
      same++;
    }
    return same;
  }
}
