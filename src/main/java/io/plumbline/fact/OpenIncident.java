package io.plumbline.fact;

/**
 * A ticket that is open: it is not in a state that stops a resolution clock of the service's
 * agreements ({@code Resolved}, {@code Closed} or {@code Cancelled} where there is none), and not
 * deleted.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param priority priority, empty while none is known
 * @param state state, as its source spells it
 * @param holder the group that has it, empty before anybody was named
 * @param kind what the ticket is: {@code incident}, {@code request}, {@code problem} or {@code
 *     change}
 */
public record OpenIncident(
    String service,
    String tier,
    String incident,
    String priority,
    String state,
    String holder,
    String kind)
    implements Fact {
  @Override
  public String subject() {
    return incident;
  }

  @Override
  public String measure() {
    return "incident";
  }
}
