package io.plumbline.fact;

/**
 * How much of a resource is used now.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param resource name of the resource
 * @param utilisation newest sample of the gauge; of several series the highest
 * @param threshold utilisation that must not be exceeded
 */
public record CapacityUse(
    String service, String tier, String resource, double utilisation, double threshold)
    implements Fact {
  @Override
  public String subject() {
    return resource;
  }

  /** The utilisation in percent. */
  public double utilisationPercent() {
    return utilisation * 100;
  }

  /** The threshold in percent. */
  public double thresholdPercent() {
    return threshold * 100;
  }
}
