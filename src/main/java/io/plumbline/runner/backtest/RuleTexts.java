package io.plumbline.runner.backtest;

import io.plumbline.catalogue.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where rules stand in the files of a side, and what they say.
 *
 * @param files the files
 */
record RuleTexts(List<SourceFile> files) {

  private static final Pattern NUMBER = Pattern.compile("[\"0-9]");

  /**
   * A rule as it is written.
   *
   * @param file path of its file
   * @param line line on which it begins, from 1
   * @param lines its lines, without blanks at either end; empty lines left out
   */
  record Text(String file, int line, List<String> lines) {

    String place() {
      return file + ":" + line;
    }

    /** The first line that another text has otherwise, as {@code this → that}. */
    Optional<String> change(Text other) {
      for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
        String here = i < lines.size() ? lines.get(i) : "nothing";
        String there = i < other.lines.size() ? other.lines.get(i) : "nothing";
        if (!here.equals(there)) {
          return Optional.of(change(here, there));
        }
      }
      return Optional.empty();
    }

    /** Two lines from the first word that differs to the last. */
    private static String change(String here, String there) {
      List<String> was = new ArrayList<>(List.of(here.split(" ")));
      List<String> is = new ArrayList<>(List.of(there.split(" ")));
      int same = 0;
      while (same < Math.min(was.size(), is.size()) - 1 && was.get(same).equals(is.get(same))) {
        same++;
      }
      // What a number is compared with says what it means.
      int from = NUMBER.matcher(was.get(same)).lookingAt() ? Math.max(0, same - 2) : same;
      was.subList(0, from).clear();
      is.subList(0, from).clear();
      while (was.size() > 1
          && is.size() > 1
          && was.get(was.size() - 1).equals(is.get(is.size() - 1))) {
        was.remove(was.size() - 1);
        is.remove(is.size() - 1);
      }
      return String.join(" ", was) + " → " + String.join(" ", is);
    }
  }

  /** The rule that begins at a place, given as {@code path:line}. */
  Optional<Text> at(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0
        ? Optional.empty()
        : files.stream()
            .filter(file -> file.path().equals(place.substring(0, colon)))
            .findFirst()
            .map(
                file -> {
                  int line = Integer.parseInt(place.substring(colon + 1));
                  return file.path().endsWith(".csv") ? row(file, line) : text(file, line);
                });
  }

  /**
   * The rule of a name; the one of a file before those of others.
   *
   * @param like the rule on the other side; of a table the row that begins most alike is the same
   */
  Optional<Text> named(String name, String file, List<String> like) {
    if (file.endsWith(".csv")) {
      return rows(file).stream()
          .filter(row -> alike(row, like) > 0)
          .max(
              Comparator.comparingInt((Text row) -> alike(row, like))
                  .thenComparing(Text::line, Comparator.reverseOrder()));
    }
    String begin = "rule \"" + name + "\"";
    List<Text> found = new ArrayList<>();
    for (SourceFile source : files) {
      List<String> lines = source.text().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).strip().startsWith(begin)) {
          found.add(text(source, i + 1));
        }
      }
    }
    return found.stream()
        .filter(text -> text.file().equals(file))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** The rows of a table, each with its template. */
  private List<Text> rows(String table) {
    List<Text> rows = new ArrayList<>();
    for (SourceFile file : files.stream().filter(f -> f.path().equals(table)).toList()) {
      int lines = (int) file.text().lines().count();
      IntStream.rangeClosed(1, lines).mapToObj(line -> row(file, line)).forEach(rows::add);
    }
    return rows;
  }

  private Text row(SourceFile table, int line) {
    List<String> lines = new ArrayList<>(text(table, line).lines());
    String template = table.path().replaceFirst("csv$", "drl");
    files.stream()
        .filter(file -> file.path().equals(template))
        .flatMap(file -> file.text().lines())
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(lines::add);
    return new Text(table.path(), line, lines);
  }

  /** With how many equal cells two rows begin. */
  private static int alike(Text row, List<String> like) {
    if (row.lines().isEmpty() || like.isEmpty() || row.lines().get(0).startsWith("#")) {
      return 0;
    }
    List<String> here = List.of(row.lines().get(0).split("\\s*[,;]\\s*"));
    List<String> there = List.of(like.get(0).split("\\s*[,;]\\s*"));
    int same = 0;
    while (same < Math.min(here.size(), there.size()) && here.get(same).equals(there.get(same))) {
      same++;
    }
    return same;
  }

  private static Text text(SourceFile file, int line) {
    List<String> block = new ArrayList<>();
    List<String> lines = file.text().lines().toList();
    boolean ended = !file.path().endsWith(".drl");
    for (int i = Math.max(line, 1) - 1; i < lines.size(); i++) {
      String next = lines.get(i).strip();
      if (!next.isEmpty()) {
        block.add(next);
      }
      ended |= next.equals("end");
      if (ended) {
        break;
      }
    }
    return new Text(file.path(), line, block);
  }
}
