package io.plumbline.catalogue;

import java.util.List;

/**
 * One file of the rules folder, before anything is made of it.
 *
 * @param path path below the rules folder, with forward slashes; its first part is the pack
 * @param text its content
 */
public record SourceFile(String path, String text) {

  /**
   * The rule that begins at a line, as it is written: up to its {@code end}, or its row under the
   * names of the columns if the file is a table.
   *
   * @param line line from 1
   * @return empty when the file has no such line
   */
  public String ruleAt(int line) {
    List<String> lines = text.lines().toList();
    if (line < 1 || line > lines.size()) {
      return "";
    }
    if (path.endsWith(".csv")) {
      String names =
          lines.stream()
              .filter(l -> !l.isBlank() && !l.startsWith("#"))
              .findFirst()
              .orElse("")
              .replace("\uFEFF", "");
      return names + "\n" + lines.get(line - 1);
    }
    int last = line;
    while (last < lines.size() && !lines.get(last - 1).strip().equals("end")) {
      last++;
    }
    return String.join("\n", lines.subList(line - 1, last));
  }
}
