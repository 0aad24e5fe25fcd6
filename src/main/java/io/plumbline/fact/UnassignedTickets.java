package io.plumbline.fact;

/**
 * Tickets came of services that the catalogue does not have, or of none at all. They are kept
 * beside each other, have no clocks, and move once their service is catalogued.
 *
 * @param service the pseudo-service that keeps them
 * @param tier its tier, which is empty
 * @param tickets how many there are
 * @param named the services that they name, the first five by name
 */
public record UnassignedTickets(String service, String tier, long tickets, String named)
    implements Fact {
  @Override
  public String subject() {
    return "tickets";
  }
}
