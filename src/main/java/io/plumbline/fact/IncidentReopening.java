package io.plumbline.fact;

/**
 * An open ticket was reopened. There is one for each time.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param priority priority, empty while none is known
 * @param holder the group that has it, empty before anybody was named
 * @param number how many times it had been reopened then, from 1
 * @param kind what the ticket is: {@code incident}, {@code request}, {@code problem} or {@code
 *     change}
 */
public record IncidentReopening(
    String service,
    String tier,
    String incident,
    String priority,
    String holder,
    int number,
    String kind)
    implements Fact {
  @Override
  public String subject() {
    return incident + "/reopening " + number;
  }

  @Override
  public String measure() {
    return "reopening";
  }
}
