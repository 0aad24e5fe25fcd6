package io.plumbline.fact;

/**
 * How all services stand together. Seen by rules in {@code package portfolio} only.
 *
 * @param service the pseudo-service that stands for all services
 * @param tier its tier, which is empty
 * @param services how many services there are, at least 1
 * @param inBreach how many of them break a promise
 * @param atRisk how many will, unless somebody acts
 * @param unknown of how many nothing can be said
 * @param inBreachPercent share of those in breach, 0 to 100
 * @param named those in breach, the first five by name
 */
public record PortfolioSummary(
    String service,
    String tier,
    long services,
    long inBreach,
    long atRisk,
    long unknown,
    double inBreachPercent,
    String named)
    implements Fact {
  @Override
  public String subject() {
    return "all services";
  }
}
