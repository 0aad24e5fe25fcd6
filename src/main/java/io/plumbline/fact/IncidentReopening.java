package io.plumbline.fact;

/**
 * An open incident was reopened. There is one for each time.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param priority priority, empty while none is known
 * @param holder the group that has it, empty before anybody was named
 * @param number how many times it had been reopened then, from 1
 */
public record IncidentReopening(
    String service, String tier, String incident, String priority, String holder, int number)
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
