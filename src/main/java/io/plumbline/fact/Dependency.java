package io.plumbline.fact;

/**
 * How a service stands that this one depends on, as its annotation {@code plumbline.io/depends-on}
 * says.
 *
 * @param service name of the service that depends on the other
 * @param tier its tier
 * @param dependency name of the other
 * @param dependencyTier tier of the other, empty when it has none
 * @param dependencyOwner who answers for the other, empty when nobody was named
 * @param state {@code fine}, {@code unknown}, {@code at_risk} or {@code breach}
 * @param breaches how many breaches of the other stand
 * @param pages how many risks of the other stand that page
 */
public record Dependency(
    String service,
    String tier,
    String dependency,
    String dependencyTier,
    String dependencyOwner,
    String state,
    long breaches,
    long pages)
    implements Fact {
  @Override
  public String subject() {
    return dependency;
  }
}
