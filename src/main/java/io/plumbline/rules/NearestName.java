package io.plumbline.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that an unknown one was probably meant to be. */
public final class NearestName {

  private NearestName() {}

  /**
   * What to write instead of an unknown name: the nearest known one if it is near enough to be a
   * slip of the pen, else the whole choice.
   */
  public static String remedy(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "none is known here; remove it";
    }
    return near(unknown, known)
        .map(name -> "write " + name)
        .orElseGet(
            () ->
                (known.size() == 1 ? "there is only " : "write one of ")
                    + String.join(", ", known.stream().sorted().toList()));
  }

  /** The known name at the least edit distance, if at most a third of its letters differ. */
  public static Optional<String> near(String unknown, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(name -> distance(unknown, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> distance(unknown, name) <= Math.max(1, name.length() / 3));
  }

  /**
   * Optimal string alignment (Damerau 1964: letter added, lost, changed, swapped), case ignored.
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] aboveThat = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], 1 + aboveThat[j - 2]);
        }
      }
      aboveThat = above;
      above = row;
    }
    return above[b.length()];
  }
}
