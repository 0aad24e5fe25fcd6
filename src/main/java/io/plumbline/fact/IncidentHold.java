package io.plumbline.fact;

/**
 * An open ticket is on hold, by the hold states of the service's agreements.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param priority priority, empty while none is known
 * @param state state, as its source spells it
 * @param holder the group that has it, empty before anybody was named
 * @param number number of the hold, from 1; states that follow each other are one hold
 * @param kind what the ticket is: {@code incident}, {@code request}, {@code problem} or {@code
 *     change}
 */
public record IncidentHold(
    String service,
    String tier,
    String incident,
    String priority,
    String state,
    String holder,
    int number,
    String kind)
    implements Fact {
  @Override
  public String subject() {
    return incident + "/hold " + number;
  }

  @Override
  public String measure() {
    return "hold";
  }
}
