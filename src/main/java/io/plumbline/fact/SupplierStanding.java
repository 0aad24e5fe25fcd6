package io.plumbline.fact;

/**
 * How an internal group's or supplier's target, with the time of our own groups before it, fits a
 * customer's: the ticket of the coming year that leaves least of the customer's time.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param agreement name of the customer's agreement
 * @param target name of its target
 * @param counterparty the customer
 * @param priority priority of the ticket
 * @param supplierAgreement name of the group's or supplier's agreement
 * @param supplier the group or supplier
 * @param chain whose times were added, for people
 * @param allowedMinutes minutes that the customer was promised
 * @param worstMinutes minutes of the customer's time that pass when everybody uses up theirs, in
 *     the worst case
 * @param worstOpened when the ticket of the worst case is opened, for people
 */
public record SupplierStanding(
    String service,
    String tier,
    String agreement,
    String target,
    String counterparty,
    String priority,
    String supplierAgreement,
    String supplier,
    String chain,
    long allowedMinutes,
    long worstMinutes,
    String worstOpened)
    implements Fact {
  @Override
  public String subject() {
    return agreement + "/" + target + "/" + priority + "/" + supplierAgreement;
  }

  @Override
  public String measure() {
    return supplierAgreement;
  }
}
