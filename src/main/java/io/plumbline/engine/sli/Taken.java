package io.plumbline.engine.sli;

import java.util.List;

/**
 * What one objective or resource took between two judgements, in order. Taken again, it gives the
 * same figures over every window, whatever is excluded, cut into slices or counted late.
 *
 * @param scrapes what targets delivered for an objective that counts events
 * @param samples measured values
 */
public record Taken(List<Scrape.State> scrapes, List<Sample> samples) {

  /** Copies the lists. */
  public Taken {
    scrapes = List.copyOf(scrapes);
    samples = List.copyOf(samples);
  }

  /**
   * A measured value.
   *
   * @param series id of its series; 0 where series are not told apart
   * @param time milliseconds since the epoch
   * @param value its value
   */
  public record Sample(int series, long time, double value) {}

  /** Has an objective take it again. */
  public void into(ObjectiveTracker tracker) {
    if (tracker instanceof CountTaker counts) {
      scrapes.forEach(scrape -> counts.take(Scrape.restore(scrape)));
    }
    if (tracker instanceof GaugeTaker gauges) {
      samples.forEach(sample -> gauges.gauge(sample.time(), sample.value()));
    }
  }
}
