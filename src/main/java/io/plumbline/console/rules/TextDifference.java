package io.plumbline.console.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of two texts beside each other.
 *
 * @param mark {@code kept}, {@code gone} of the older or {@code added} in the newer
 * @param line the line
 */
public record TextDifference(String mark, String line) {

  /** The longest common lines are kept; of changed ones the older stands before the newer. */
  public static List<TextDifference> of(String older, String newer) {
    List<String> a = older.lines().toList();
    List<String> b = newer.lines().toList();
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<TextDifference> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        lines.add(new TextDifference("kept", a.get(i)));
        i++;
        j++;
      } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new TextDifference("gone", a.get(i)));
        i++;
      } else {
        lines.add(new TextDifference("added", b.get(j)));
        j++;
      }
    }
    return lines;
  }
}
