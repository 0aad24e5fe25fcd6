package io.plumbline.fact;

/**
 * An agreement about the service.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param agreement name of the agreement
 * @param type {@code SLA}, {@code OLA} or {@code UC}
 * @param counterparty with whom it was made
 */
public record AgreementFact(
    String service, String tier, String agreement, String type, String counterparty)
    implements Fact {
  @Override
  public String subject() {
    return agreement;
  }
}
