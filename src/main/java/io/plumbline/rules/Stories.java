package io.plumbline.rules;

import java.util.Locale;

/**
 * What becomes of an edit of a pack when one of its scenarios ends otherwise than expected: {@code
 * scenarios} in its {@code pack.yaml}.
 */
public enum Stories {
  /** The edit is refused, and what was in force stays. */
  HOLD,
  /** The edit goes live at once; afterwards it is told which scenarios end otherwise. */
  TELL;

  /** Its name in {@code pack.yaml}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
