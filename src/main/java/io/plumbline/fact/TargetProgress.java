package io.plumbline.fact;

/**
 * How far the clock of one ticket's target has run, as of the last event or deadline that decided
 * something.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param incident number of the ticket
 * @param target name of the target, such as {@code resolution}
 * @param agreement name of the agreement that promises it
 * @param counterparty with whom it was agreed
 * @param priority priority whose allowance holds now
 * @param status {@code RUNNING}, {@code PAUSED}, {@code BREACHED}, {@code MET}, {@code MISSED} or
 *     {@code CANCELLED}
 * @param usedPercent percentage of the allowed time used, above 100 when broken
 * @param reachedPercent highest of the target's at-risk percentages that was reached, else 0
 * @param allowedMinutes time allowed, minutes
 * @param due when the allowance ends, for people, in the calendar's zone; empty while on hold
 * @param cycle number of the clock's cycle, from 1; a restart begins the next
 * @param type type of the agreement: {@code SLA}, {@code OLA} or {@code UC}
 * @param usedMinutes time counted, whole minutes
 * @param leftMinutes what is left of the time allowed, minutes rounded up; negative when overdrawn
 * @param breachAfter the last moment at which it is not broken, for people; empty while on hold.
 *     Later than {@code due} where the allowance ends with the service hours
 * @param holder the group that has the ticket, empty before anybody was named
 * @param holders who had it for how many counted minutes, for people
 * @param kind what the ticket is: {@code incident}, {@code request}, {@code problem} or {@code
 *     change}
 */
public record TargetProgress(
    String service,
    String tier,
    String incident,
    String target,
    String agreement,
    String counterparty,
    String priority,
    String status,
    double usedPercent,
    int reachedPercent,
    long allowedMinutes,
    String due,
    int cycle,
    String type,
    long usedMinutes,
    long leftMinutes,
    String breachAfter,
    String holder,
    String holders,
    String kind)
    implements Fact {
  /** The clock of a customer's target for an incident that nobody was named for. */
  public TargetProgress(
      String service,
      String tier,
      String incident,
      String target,
      String agreement,
      String counterparty,
      String priority,
      String status,
      double usedPercent,
      int reachedPercent,
      long allowedMinutes,
      String due,
      int cycle) {
    this(
        service,
        tier,
        incident,
        target,
        agreement,
        counterparty,
        priority,
        status,
        usedPercent,
        reachedPercent,
        allowedMinutes,
        due,
        cycle,
        "SLA",
        (long) (allowedMinutes * usedPercent / 100),
        (long) Math.ceil(allowedMinutes * (100 - usedPercent) / 100),
        due,
        "",
        "",
        "incident");
  }

  @Override
  public String subject() {
    return incident + "/" + agreement + "/" + target;
  }

  @Override
  public String measure() {
    return target;
  }

  @Override
  public String discriminator() {
    return cycle + "/" + priority + "/" + (usedPercent > 100 ? "over" : reachedPercent);
  }

  /** Whether the ticket is in a hold state, so that its time does not count. */
  public boolean onHold() {
    return status.equals("PAUSED");
  }
}
