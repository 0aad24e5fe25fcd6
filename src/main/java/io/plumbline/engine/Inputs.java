package io.plumbline.engine;

import java.time.Instant;
import java.util.List;

/**
 * What a tick was judged on, besides rule sets and events of tickets. With it {@link Engine#repeat}
 * comes to the same findings without the samples.
 *
 * @param since the tick before
 * @param earlier what was taken before each activation of rules between the two ticks, in order
 * @param steps the judgements that data caused, by service, then in order; what is judged by time
 *     alone is not among them
 */
public record Inputs(Instant since, List<List<Step>> earlier, List<Step> steps) {

  /** Copies the lists. */
  public Inputs {
    earlier = List.copyOf(earlier);
    steps = List.copyOf(steps);
  }
}
