package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testing.MovableClock;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ticket of the checkout, whose resolution is due within four hours, as the read API tells it.
 */
class IncidentHistoryTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock(T0);
  private int sent;

  @Test
  void aTicketIsToldAsItWasAsItWasKnownAndAsItIsKnownNow() throws Exception {
    String now;
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      send(
          daemon,
          T0,
          "\"type\":\"opened\",\"service\":\"checkout\",\"state\":\"New\",\"priority\":1");
      send(daemon, T0, "\"type\":\"assigned\",\"attributes\":{\"group\":\"Web\"}");
      at(Duration.ofHours(1));
      send(daemon, clock.instant(), "\"type\":\"state\",\"state\":\"Awaiting Vendor\"");
      at(Duration.ofHours(3));
      send(daemon, clock.instant(), "\"type\":\"state\",\"state\":\"Active\"");
      send(daemon, clock.instant(), "\"type\":\"assigned\",\"attributes\":{\"group\":\"Store\"}");
      at(Duration.ofHours(4));
      send(daemon, clock.instant(), "\"type\":\"state\",\"state\":\"Resolved\"");
      at(Duration.ofHours(5));
      send(
          daemon,
          T0.plus(Duration.ofMinutes(30)),
          "\"type\":\"state\",\"state\":\"Awaiting User Info\"");
      send(daemon, T0.minusSeconds(1), "\"type\":\"state\",\"state\":\"Closed\"");
      send(daemon, T0.plus(Duration.ofDays(9)), "\"type\":\"deleted\"");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> incident(daemon, "").path("events").size() == 9);

      assertThat(resolution(daemon, "?asOf=2026-11-02T11:00:00Z&knownAt=2026-11-02T11:00:00Z"))
          .isEqualTo("paused PT1H held PT1H by Web");
      assertThat(resolution(daemon, "?asOf=2026-11-02T11:00:00Z"))
          .isEqualTo("paused PT30M held PT1H30M by Web");
      assertThat(resolution(daemon, "?asOf=2026-11-02T13:30:00%2B01:00"))
          .isEqualTo("running PT1H held PT2H30M by Store");
      assertThat(resolution(daemon, "")).isEqualTo("met PT1H30M held PT2H30M by Store");
      assertThat(daemon.call("GET", "/incidents/INC1", "", "").body())
          .contains("was met with 2 h 30 min to spare", "1:30:00 used of 4:00:00 allowed");
      assertThat(daemon.items("/api/v1/clocks")).isEmpty();
      assertThat(daemon.items("/api/v1/clocks?asOf=2026-11-02T11:00:00Z&target=resolution"))
          .singleElement()
          .satisfies(
              then -> {
                assertThat(then.get("holder").asText()).isEqualTo("Web");
                assertThat(then.get("left").asText()).isEqualTo("PT3H30M");
                assertThat(then.has("due")).isFalse();
              });

      assertThat(daemon.items("/api/v1/quarantine"))
          .extracting(q -> q.get("at").asText() + " " + q.get("reason").asText())
          .containsExactlyInAnyOrder(
              "2026-11-02T08:59:59Z dated before the ticket's opening",
              "2026-11-11T09:00:00Z dated after it became known");
      assertThat(daemon.items("/api/v1/quarantine?service=payments")).isEmpty();
      now = incident(daemon, "?asOf=2026-11-02T14:00:00Z").toString();
    }
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> incident(daemon, "").path("events").size() == 9);
      assertThat(incident(daemon, "?asOf=2026-11-02T14:00:00Z")).hasToString(now);
    }
  }

  @Test
  void whatIsNotKnownOrNoTimeIsRefused() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      HttpResponse<String> unknown = daemon.call("GET", "/api/v1/incidents/INC9", "", "");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body()).contains("nothing is known of a ticket \\\"INC9\\\"");
      HttpResponse<String> noTime = daemon.call("GET", "/api/v1/clocks?knownAt=yesterday", "", "");
      assertThat(noTime.statusCode()).isEqualTo(400);
      assertThat(noTime.body()).contains("knownAt").contains("2026-11-22T10:00:00Z");
    }
  }

  private void at(Duration afterStart) {
    clock.advance(Duration.between(clock.instant(), T0.plus(afterStart)));
  }

  private void send(RunningDaemon daemon, Instant at, String what) {
    HttpResponse<String> answer =
        daemon.post(
            "/api/v1/incidents",
            "[{\"id\":\"e%d\",\"incident\":\"INC1\",\"at\":\"%s\",%s}]"
                .formatted(sent++, at, what));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  private static JsonNode incident(RunningDaemon daemon, String query) throws Exception {
    return new ObjectMapper()
        .readTree(daemon.call("GET", "/api/v1/incidents/INC1" + query, "", "").body());
  }

  /** The resolution clock in words, after its ledger was seen to add up. */
  private static String resolution(RunningDaemon daemon, String query) throws Exception {
    for (JsonNode account : incident(daemon, query).path("clocks")) {
      JsonNode clock = account.get("clock");
      if (clock.get("target").asText().equals("resolution")) {
        Duration counted = Duration.ZERO;
        Instant end = Instant.parse(clock.get("opened").asText());
        for (JsonNode stretch : account.get("ledger")) {
          assertThat(Instant.parse(stretch.get("from").asText())).isEqualTo(end);
          end = Instant.parse(stretch.get("to").asText());
          if (stretch.get("use").asText().equals("counted")) {
            counted = counted.plus(Duration.parse(stretch.get("length").asText()));
          }
        }
        assertThat(counted).hasToString(account.get("counted").asText());
        return "%s %s held %s by %s"
            .formatted(
                clock.get("state").asText(),
                account.get("counted").asText(),
                account.get("onHold").asText(),
                clock.get("holder").asText());
      }
    }
    throw new AssertionError("no resolution clock");
  }
}
