package io.plumbline.fact;

/**
 * What is left of an objective's error budget: 1 − error ratio of the period / (1 − target).
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param remaining share left, 1 when nothing is spent, negative when overspent
 */
public record ErrorBudget(String service, String tier, String objective, double remaining)
    implements Fact {
  @Override
  public String subject() {
    return objective;
  }

  /** The share left in percent. */
  public double remainingPercent() {
    return remaining * 100;
  }
}
