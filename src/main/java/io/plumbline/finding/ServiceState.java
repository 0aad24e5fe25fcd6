package io.plumbline.finding;

/** How a service stands, in order of badness; the ordinal is the value of its metric. */
public enum ServiceState {
  FINE,
  UNKNOWN,
  AT_RISK,
  BREACH
}
