package io.plumbline.fact;

/**
 * The share of good events of an objective over a window. There is one for the period and one for
 * each shorter window in which events were counted.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param window {@code 5m}, {@code 30m}, {@code 1h}, {@code 2h}, {@code 6h}, {@code 1d}, {@code 3d}
 *     or {@code period}
 * @param ratio good events / all events, 0 to 1
 * @param target promised ratio, between 0 and 1
 * @param unknownRatio share of the window without data, 0 to 1
 */
public record Attainment(
    String service,
    String tier,
    String objective,
    String window,
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
    return window;
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
