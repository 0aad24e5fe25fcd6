package io.plumbline.ingest;

import io.plumbline.signal.Labels;
import java.util.List;

/**
 * What the rules in force look at. Samples of a series that nothing looks at are not kept. Asked
 * once a series, not once a sample.
 */
@FunctionalInterface
public interface Selection {

  /** Nothing is in force. */
  Selection NOTHING = labels -> List.of();

  /**
   * The names of what looks at a series, each of which bounds how many it takes; empty if nothing
   * does.
   */
  List<String> takers(Labels labels);
}
