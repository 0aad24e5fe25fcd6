package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant AT = Instant.ofEpochSecond(1614265330, 999_000_000);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  @Test
  void signsTheExampleOfTheStandard() {
    assertThat(WebhookSignature.of(SECRET).sign(ID, AT, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void signsWithEachSecretWhileTheyAreRotated() {
    String both = WebhookSignature.of(OTHER + " " + SECRET).sign(ID, AT, BODY);

    assertThat(both)
        .isEqualTo(
            WebhookSignature.of(OTHER).sign(ID, AT, BODY)
                + " v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2, does not begin with whsec_",
    "whsec_hunter?, is not base64",
    "whsec_aHVudGVyMg==, holds 7 bytes"
  })
  void saysWhatASecretMustLookLikeWithoutRepeatingIt(String secret, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSignature.of(secret))
        .withMessageContaining(complaint)
        .withMessageContaining("openssl rand -base64 32")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter", "aHVudGVy"));
  }

  @Test
  void doesNotTellItsSecret() {
    assertThat(WebhookSignature.of(SECRET)).asString().doesNotContain("MfKQ");
  }
}
