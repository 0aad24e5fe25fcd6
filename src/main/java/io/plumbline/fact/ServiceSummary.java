package io.plumbline.fact;

/**
 * How one service of the portfolio stands. Seen by rules in {@code package portfolio} only.
 *
 * @param service the pseudo-service that stands for all of them
 * @param tier tier of the service summed up, empty when it has none
 * @param name its name
 * @param owner who answers for it, empty when nobody was named
 * @param state {@code fine}, {@code unknown}, {@code at_risk} or {@code breach}
 * @param breaches how many of its breaches stand
 * @param risks how many of its risks stand, of any severity
 * @param pages how many of these risks page
 */
public record ServiceSummary(
    String service,
    String tier,
    String name,
    String owner,
    String state,
    long breaches,
    long risks,
    long pages)
    implements Fact {
  @Override
  public String subject() {
    return name;
  }
}
