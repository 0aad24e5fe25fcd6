package io.plumbline.fact;

import java.util.Locale;

/** How urgently somebody must look, most urgent first. */
public enum Severity {
  /** Wake somebody. */
  PAGE,
  /** Look within a working day. */
  TICKET,
  /** Good to know; leaves the service's state alone. */
  INFO;

  /** The name in metrics, events, annotations and the API, such as {@code page}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
