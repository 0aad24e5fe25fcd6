package io.plumbline.catalogue;

import java.util.List;

/**
 * A service level indicator that is a measured value, such as a queue's length. The objective says
 * which values are good.
 *
 * @param name name of the indicator
 * @param selector series of the value
 */
public record GaugeSli(String name, Selector selector) implements Indicator {

  @Override
  public List<Selector> selectors() {
    return List.of(selector);
  }
}
