package io.plumbline.catalogue;

import java.time.Duration;

/** The period over which an objective promises. */
public sealed interface TimeWindow {

  /** Its length. */
  Duration length();

  /**
   * The period that ends now, at any time.
   *
   * @param length its length, at least one hour
   */
  record Rolling(Duration length) implements TimeWindow {}
}
