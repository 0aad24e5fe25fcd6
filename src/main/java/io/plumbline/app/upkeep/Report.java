package io.plumbline.app.upkeep;

import java.util.ArrayList;
import java.util.List;

/** What an examination found, as lines for people, and how much of it is wrong. */
public final class Report {

  private final List<String> lines = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  void section(String title) {
    lines.add("");
    lines.add(title);
  }

  /** Something that is so, neither good nor bad. */
  void says(String label, String text) {
    lines.add("     %-16s %s".formatted(label, text).stripTrailing());
  }

  /** Something that was looked at and is well. */
  void fine(String label, String text) {
    lines.add("  ok %-16s %s".formatted(label, text).stripTrailing());
  }

  /** Something that is wrong. */
  void wrong(String label, String text, String instead) {
    lines.add("  !! %-16s %s".formatted(label, text.replace("\n", "\n" + " ".repeat(22))));
    if (!instead.isEmpty()) {
      lines.add(" ".repeat(22) + "→ " + instead);
    }
    wrong.add(label);
  }

  /** Whether nothing is wrong. */
  public boolean isFine() {
    return wrong.isEmpty();
  }

  /** Everything, with a sum at the end. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    all.add("");
    all.add(
        switch (wrong.size()) {
          case 0 -> "Nothing is wrong.";
          case 1 -> "One thing is wrong: " + wrong.get(0) + ".";
          default -> "%d things are wrong: %s.".formatted(wrong.size(), String.join(", ", wrong));
        });
    return all;
  }
}
