package io.plumbline.fact;

/**
 * A resource's use is growing and will reach its threshold. There is no forecast while history is
 * too short for a trend, nor when the trend does not reach the threshold within two years.
 *
 * @param service name of the service
 * @param tier tier of the service
 * @param resource name of the resource
 * @param days days from the beginning of the present day until the trend of the daily 95th
 *     percentile reaches the threshold, 0 when it is there already
 * @param noticeDays days of notice that the catalogue asks for
 * @param threshold utilisation that must not be exceeded
 */
public record CapacityForecast(
    String service, String tier, String resource, double days, long noticeDays, double threshold)
    implements Fact {
  @Override
  public String subject() {
    return resource;
  }

  /** The threshold in percent. */
  public double thresholdPercent() {
    return threshold * 100;
  }
}
