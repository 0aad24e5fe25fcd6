package io.plumbline.fact;

/**
 * An open incident is a major one: its source says so, or an agreement names its priority under
 * {@code majorPriorities}.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param priority priority, empty while none is known
 * @param holder the group that has it, empty before anybody was named
 * @param acknowledged whether it has left the state in which it was opened, or the customer was
 *     told how it stands
 */
public record MajorIncident(
    String service,
    String tier,
    String incident,
    String priority,
    String holder,
    boolean acknowledged)
    implements Fact {
  @Override
  public String subject() {
    return incident;
  }

  @Override
  public String measure() {
    return "major incident";
  }
}
