package io.plumbline.fact;

/**
 * How often the service was down in a calendar month, and for how long, by its incidents. Outages
 * that overlap are one. There is no such fact before one of the month has ended.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param agreement name of the agreement that says what downtime is
 * @param month the month, such as {@code 2026-06}
 * @param outages how many began or went on in it
 * @param restoreMinutes mean time to restore service (MTTR): downtime of the outages that ended /
 *     their number, in agreed service time
 * @param betweenMinutes mean time between failures (MTBF): agreed service time of the month so far,
 *     without downtime / number of outages
 */
public record ServiceOutages(
    String service,
    String tier,
    String agreement,
    String month,
    int outages,
    double restoreMinutes,
    double betweenMinutes)
    implements Fact {
  @Override
  public String subject() {
    return agreement;
  }
}
