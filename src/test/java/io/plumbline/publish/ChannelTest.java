package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelTest {

  private static Channel channel(String name, String url, String... events) {
    return new Channel(
        name, URI.create(url), Optional.empty(), PayloadFormat.PLUMBLINE, List.of(events));
  }

  @Test
  void isToldEverythingUnlessItAsksForLess() {
    assertThat(channel("ops", "http://localhost/").wants("plumbline.improvement.raised")).isTrue();
  }

  @Test
  void asksForEventsByTheirBeginningAtADot() {
    Channel channel =
        channel("ops", "http://localhost/", "plumbline.breach", "plumbline.at_risk.raised");

    assertThat(channel.wants("plumbline.breach.cleared")).isTrue();
    assertThat(channel.wants("plumbline.at_risk.raised")).isTrue();
    assertThat(channel.wants("plumbline.at_risk.cleared")).isFalse();
    assertThat(channel.wants("plumbline.improvement.raised")).isFalse();
  }

  @Test
  void refusesEventsThatWouldNeverCome() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel("ops", "http://localhost/", "plumbline.brea"))
        .withMessageContaining("webhook ops asks for unknown events \"plumbline.brea\"")
        .withMessageContaining("plumbline.breach.raised");
  }

  @Test
  void refusesAddressesThatCannotBePostedTo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel("ops", "ftp://localhost/"))
        .withMessageContaining("write http:// or https://");
    assertThatIllegalArgumentException().isThrownBy(() -> channel("ops", "/hooks"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> channel("Ops team", "http://localhost/"))
        .withMessageContaining("\"Ops team\"");
  }

  @Test
  void namesItselfWithoutPathQueryOrPassword() {
    assertThat(channel("ops", "https://bot:pass@hooks.example:8443/T0/secret?token=x"))
        .hasToString("ops (https://hooks.example:8443)");
  }
}
