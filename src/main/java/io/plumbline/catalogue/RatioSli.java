package io.plumbline.catalogue;

import java.util.List;

/**
 * A service level indicator that is a ratio of counted events.
 *
 * @param name name of the indicator
 * @param counts whether {@code events} counts the good or the bad ones
 * @param events series of good or bad events
 * @param total series of all events
 */
public record RatioSli(String name, Counts counts, Selector events, Selector total)
    implements Indicator {

  /** What the numerator's series count. */
  public enum Counts {
    GOOD,
    BAD
  }

  @Override
  public List<Selector> selectors() {
    return List.of(total, events);
  }
}
