package io.plumbline.fact;

/**
 * Availability in a calendar month by the incidents that took the service down, as an agreement
 * defines it: 1 − downtime / agreed service time of the whole month. So it falls as the month goes
 * on and is exact at its end.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param agreement name of the agreement
 * @param counterparty with whom it was agreed
 * @param month the month, such as {@code 2026-06}, in the zone of the agreed hours
 * @param ratio availability, 0 to 1
 * @param target availability promised
 * @param downMinutes downtime within the agreed hours, whole minutes
 */
public record IncidentAvailability(
    String service,
    String tier,
    String agreement,
    String counterparty,
    String month,
    double ratio,
    double target,
    long downMinutes)
    implements Fact {
  @Override
  public String subject() {
    return agreement;
  }

  @Override
  public String discriminator() {
    return month;
  }

  /** The availability in percent. */
  public double ratioPercent() {
    return ratio * 100;
  }

  /** The target in percent. */
  public double targetPercent() {
    return target * 100;
  }
}
