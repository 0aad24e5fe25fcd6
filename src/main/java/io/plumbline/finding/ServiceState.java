package io.plumbline.finding;

import java.util.Locale;

/** How a service stands, in order of badness. */
public enum ServiceState {
  /** Every promise is kept, as far as known; nothing is at risk. */
  FINE(0),
  /** The feed of an objective is silent. */
  UNKNOWN(1),
  /** A risk that pages or opens a ticket stands. */
  AT_RISK(2),
  /** A breach stands. */
  BREACH(3);

  private final int value;

  ServiceState(int value) {
    this.value = value;
  }

  /** The name in facts. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The value of the metric {@code plumbline_service_state}, 0 to 3. */
  public int value() {
    return value;
  }
}
