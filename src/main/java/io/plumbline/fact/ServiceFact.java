package io.plumbline.fact;

/**
 * The service that is being judged.
 *
 * @param service name
 * @param tier tier, empty when it has none
 * @param owner owner, empty when nobody was named
 */
public record ServiceFact(String service, String tier, String owner) implements Fact {
  @Override
  public String subject() {
    return service;
  }
}
