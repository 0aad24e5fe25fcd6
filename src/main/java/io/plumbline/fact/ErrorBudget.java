package io.plumbline.fact;

/**
 * What is left of an objective's error budget: 1 − error ratio of the period / (1 − target). Of a
 * calendar period that runs, the error ratio so far spends the budget only for as long as it has
 * run: 1 − error ratio / (1 − target) × time run / length, which is exact when it closes.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param remaining share left, 1 when nothing is spent, negative when overspent
 * @param open whether its period still runs: a calendar period does, a rolling one never
 */
public record ErrorBudget(
    String service, String tier, String objective, double remaining, boolean open) implements Fact {

  /** What is left of the budget of a rolling period. */
  public ErrorBudget(String service, String tier, String objective, double remaining) {
    this(service, tier, objective, remaining, false);
  }

  @Override
  public String subject() {
    return objective;
  }

  /** The share left in percent. */
  public double remainingPercent() {
    return remaining * 100;
  }
}
