package io.plumbline.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Names findings so that no replay, restart or rebalancing can tell anyone twice. Severity, file
 * and rule set are left out: an edited rule goes on with the same finding.
 */
public final class FindingId {

  private static final int BYTES = 12;

  private FindingId() {}

  /**
   * The id of a finding: the first 24 hex digits of the SHA-256 of its parts, each with its length.
   *
   * @param service name of the service
   * @param rule name of the rule
   * @param subject subject of the fact
   * @param discriminator discriminator of the fact
   * @param start data time of the first true judgement
   */
  public static String of(
      String service, String rule, String subject, String discriminator, Instant start) {
    MessageDigest digest = sha256();
    for (String part :
        new String[] {service, rule, subject, discriminator, Long.toString(start.toEpochMilli())}) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
