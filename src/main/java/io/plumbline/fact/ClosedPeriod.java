package io.plumbline.fact;

/**
 * What the newest closed calendar period of an objective came to, once nothing changes it any more.
 * There is none when nothing was counted in it, and none for a rolling period. It is there until
 * the next period closes, for a week at most.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param begin day or minute on which the period began, on the wall clock of its zone
 * @param end day or minute on which the next one began
 * @param ratio good events / all events, 0 to 1
 * @param target promised ratio as it was then, between 0 and 1
 * @param unknownRatio share of the period without data, 0 to 1
 */
public record ClosedPeriod(
    String service,
    String tier,
    String objective,
    String begin,
    String end,
    double ratio,
    double target,
    double unknownRatio)
    implements Fact {
  @Override
  public String subject() {
    return objective;
  }

  @Override
  public String discriminator() {
    return begin;
  }

  /** The ratio in percent. */
  public double ratioPercent() {
    return ratio * 100;
  }

  /** The target in percent. */
  public double targetPercent() {
    return target * 100;
  }
}
