package io.plumbline.fact;

/**
 * The priority of an open ticket was changed while a clock of a customer's target ran.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param agreement name of the agreement
 * @param target name of the target
 * @param counterparty with whom it was agreed
 * @param from priority before
 * @param to priority after
 * @param usedPercent percentage of the time allowed before that was used when it changed
 * @param number number of the change in the life of the ticket, from 1
 * @param kind what the ticket is: {@code incident}, {@code request}, {@code problem} or {@code
 *     change}
 */
public record ChangedPriority(
    String service,
    String tier,
    String incident,
    String agreement,
    String target,
    String counterparty,
    String from,
    String to,
    double usedPercent,
    int number,
    String kind)
    implements Fact {
  @Override
  public String subject() {
    return incident + "/" + agreement + "/" + target + "/priority " + number;
  }

  @Override
  public String measure() {
    return "priority";
  }
}
