package io.plumbline.fact;

/**
 * Availability by metrics beside availability by incidents, over the period of the objective.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param agreement name of the agreement that says what downtime is
 * @param objective name of the objective
 * @param metricsRatio share of good events over its period
 * @param incidentsRatio 1 − downtime / agreed service time over the same
 * @param gap the greater less the smaller
 * @param tolerance by how much they may differ
 */
public record AvailabilityGap(
    String service,
    String tier,
    String agreement,
    String objective,
    double metricsRatio,
    double incidentsRatio,
    double gap,
    double tolerance)
    implements Fact {
  @Override
  public String subject() {
    return agreement + "/" + objective;
  }

  @Override
  public String measure() {
    return objective;
  }

  /** The share of good events in percent. */
  public double metricsPercent() {
    return metricsRatio * 100;
  }

  /** Availability by incidents in percent. */
  public double incidentsPercent() {
    return incidentsRatio * 100;
  }
}
