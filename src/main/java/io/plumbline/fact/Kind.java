package io.plumbline.fact;

import java.util.Locale;

/** The three kinds of conclusion. Burning is not broken. */
public enum Kind {
  /** A promise is broken. */
  BREACH,
  /** A promise will be broken unless somebody acts. */
  AT_RISK,
  /** Something is worth changing. */
  IMPROVEMENT;

  /** The name in metrics, events and the API, such as {@code at_risk}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
