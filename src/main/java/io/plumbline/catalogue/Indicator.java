package io.plumbline.catalogue;

import java.util.List;

/** A service level indicator: what is measured to see whether a promise is kept. */
public sealed interface Indicator permits RatioSli, GaugeSli {

  /** Name of the indicator. */
  String name();

  /** Every series that it looks at. */
  List<Selector> selectors();
}
