package io.plumbline.rules;

import java.util.Comparator;

/**
 * A mistake in a file of the rules folder, told so that its author can mend it.
 *
 * @param path path below the rules folder
 * @param line line of the mistake, from 1
 * @param what what is wrong
 * @param instead what to write instead
 */
public record Problem(String path, int line, String what, String instead)
    implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::path)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::what)
          .thenComparing(Problem::instead);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** {@code path:line: warning: what; instead}. */
  public String asWarning() {
    return path + ":" + line + ": warning: " + what + "; " + instead;
  }

  /** {@code path:line: what; instead}. */
  @Override
  public String toString() {
    return path + ":" + line + ": " + what + "; " + instead;
  }
}
