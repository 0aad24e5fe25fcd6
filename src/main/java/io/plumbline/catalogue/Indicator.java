package io.plumbline.catalogue;

/** A service level indicator: what is measured to see whether a promise is kept. */
public sealed interface Indicator permits RatioSli, GaugeSli {

  /** Name of the indicator. */
  String name();
}
