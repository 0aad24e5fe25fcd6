package io.plumbline.publish;

/**
 * Where figures are written: an InfluxDB 2, or anything else that takes its writes.
 *
 * @param url its address
 * @param token token that may write
 * @param org organisation
 * @param bucket bucket
 */
public record InfluxTarget(String url, String token, String org, String bucket) {

  /**
   * Refuses what cannot work.
   *
   * @throws IllegalArgumentException if a part is missing; the message names it
   */
  public InfluxTarget {
    require("url", url);
    require("token", token);
    require("org", org);
    require("bucket", bucket);
  }

  private static void require(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "influxdb." + name + " is missing; give url, token, org and bucket, or none of them");
    }
  }

  /** Never tells the token. */
  @Override
  public String toString() {
    return "bucket " + bucket + " of " + org;
  }
}
