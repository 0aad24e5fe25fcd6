package io.plumbline.publish;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as Standard Webhooks 1.0.0 asks: HMAC-SHA256 over {@code id.timestamp.body}, one
 * {@code v1} entry for each active secret, so that secrets can be rotated without a gap.
 */
public final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int MIN_BYTES = 24;
  private static final int MAX_BYTES = 64;

  private final List<SecretKeySpec> keys;

  private WebhookSignature(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the secret of a channel.
   *
   * @param secret {@code whsec_} and the base64 of 24 to 64 random bytes; during a rotation several
   *     of them, separated by spaces
   * @throws IllegalArgumentException if it is anything else; the message does not repeat the secret
   */
  public static WebhookSignature of(String secret) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String part : secret.strip().split("\\s+", -1)) {
      keys.add(new SecretKeySpec(key(part), ALGORITHM));
    }
    return new WebhookSignature(keys);
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw refused("does not begin with whsec_");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw refused("is not base64 after whsec_");
    }
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw refused("holds " + key.length + " bytes");
    }
    return key;
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "the webhook secret "
            + what
            + "; write whsec_ followed by the base64 of 24 to 64 random bytes,"
            + " such as `openssl rand -base64 32` prints");
  }

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param id id of the message, without a dot
   * @param timestamp moment of this attempt; whole seconds count
   * @param body the exact bytes sent
   */
  public String sign(String id, Instant timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> entry(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String entry(SecretKeySpec key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(head);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Never tells the secret. */
  @Override
  public String toString() {
    return "WebhookSignature[" + keys.size() + " secret(s)]";
  }
}
