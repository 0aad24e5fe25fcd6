package io.plumbline.fact;

/**
 * How fast an objective's error budget burns, seen over a long and a short window at once. Burn
 * rate = error ratio / (1 − target); at rate 1 the budget lasts exactly the period.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param objective name of the objective
 * @param pair long and short window: {@code 1h/5m}, {@code 6h/30m}, {@code 1d/2h} or {@code 3d/6h}
 * @param rate the lower of the two windows' burn rates, so that one comparison is the multiwindow
 *     alert of the SRE workbook
 * @param budgetSpentPercent percentage of the period's budget that the long window spends at that
 *     rate: 100 × rate × long window / period
 */
public record BudgetBurn(
    String service,
    String tier,
    String objective,
    String pair,
    double rate,
    double budgetSpentPercent)
    implements Fact {
  @Override
  public String subject() {
    return objective;
  }

  @Override
  public String discriminator() {
    return pair;
  }
}
