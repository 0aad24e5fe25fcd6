package io.plumbline.runner.backtest;

import io.plumbline.catalogue.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
            .map(file -> text(file, Integer.parseInt(place.substring(colon + 1))));
  }

  /** The rule of a name; the one of a file before those of others. */
  Optional<Text> named(String name, String file) {
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
