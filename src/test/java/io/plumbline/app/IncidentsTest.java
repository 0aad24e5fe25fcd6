package io.plumbline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets from the request to the pages: the checkout promises a response within 15 minutes. */
class IncidentsTest {

  private static final Instant T0 = Instant.parse("2026-11-02T09:00:00Z");
  private static final String CLOCKS =
      "plumbline_incident_clocks{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\",state=\"%s\",target=\"response\"}";
  private static final String ENDED =
      "plumbline_incident_targets_total{agreement_type=\"SLA\",kind=\"incident\",priority=\"1\",service=\"checkout\","
          + "target=\"response\",verdict=\"%s\"}";
  private static final String IMPROVEMENTS =
      "plumbline_improvement_actions{service=\"checkout\",state=\"proposed\"}";

  @TempDir Path folder;

  private final MovableClock clock = new MovableClock(T0);

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
  }

  private void opened(RunningDaemon daemon, String ticket) {
    send(
        daemon,
        ticket,
        "\"type\":\"opened\",\"state\":\"New\",\"priority\":\"1\"",
        clock.instant());
  }

  private void enters(RunningDaemon daemon, String ticket, String state) {
    send(daemon, ticket, "\"type\":\"state\",\"state\":\"%s\"".formatted(state), clock.instant());
  }

  private static void send(RunningDaemon daemon, String ticket, String what, Instant at) {
    var answer =
        daemon.post(
            "/api/v1/incidents",
            "[{\"id\":\"%s/%s\",\"incident\":\"%s\",\"service\":\"checkout\",\"at\":\"%s\",%s}]"
                .formatted(ticket, at, ticket, at, what));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).contains("\"accepted\":1");
  }

  private void reaches(String minutesAfterStart) {
    clock.advance(Duration.between(clock.instant(), T0.plus(Duration.parse(minutesAfterStart))));
  }

  private static List<JsonNode> found(RunningDaemon daemon, String rule) {
    return daemon.findings("service=checkout", rule).toList();
  }

  private static JsonNode response(RunningDaemon daemon, String ticket) {
    return daemon.items("/api/v1/clocks").stream()
        .filter(c -> c.get("incident").asText().equals(ticket))
        .filter(c -> c.get("target").asText().equals("response"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no clock of " + ticket));
  }

  private static Instant at(JsonNode node, String field) {
    return Instant.parse(node.get(field).asText());
  }

  @Test
  void aTicketIsAtRiskThenBrokenThenSolved() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      for (String state : List.of("running", "at_risk", "paused", "breached")) {
        soon(() -> assertThat(daemon.metric(CLOCKS.formatted(state))).as(state).isEqualTo("0.0"));
      }
      for (String verdict : List.of("met", "missed")) {
        assertThat(daemon.metric(ENDED.formatted(verdict))).as(verdict).isEqualTo("0.0");
      }
      opened(daemon, "INC1");
      soon(() -> assertThat(daemon.metric(CLOCKS.formatted("running"))).isEqualTo("1.0"));
      assertThat(at(response(daemon, "INC1"), "due")).isEqualTo(T0.plusSeconds(900));
      assertThat(found(daemon, "Target at risk")).isEmpty();

      reaches("PT11M20S");
      soon(() -> assertThat(found(daemon, "Target at risk")).hasSize(1));
      JsonNode risk = found(daemon, "Target at risk").get(0);
      assertThat(at(risk, "start")).isEqualTo(T0.plusSeconds(675));
      soon(() -> assertThat(daemon.metric(CLOCKS.formatted("at_risk"))).isEqualTo("1.0"));

      reaches("PT14M");
      soon(() -> assertThat(found(daemon, "Target about to be broken")).hasSize(1));
      JsonNode ninety = found(daemon, "Target about to be broken").get(0);
      assertThat(at(ninety, "start")).isEqualTo(T0.plusSeconds(810));
      assertThat(ninety.get("severity").asText()).isEqualTo("page");
      JsonNode superseded = found(daemon, "Target at risk").get(0);
      assertThat(superseded.get("endReason").asText()).isEqualTo("superseded");
      assertThat(at(superseded, "ended")).isEqualTo(T0.plusSeconds(810));

      reaches("PT17M");
      soon(() -> assertThat(found(daemon, "Target broken")).hasSize(1));
      JsonNode breach = found(daemon, "Target broken").get(0);
      assertThat(breach.get("state").asText()).isEqualTo("open");
      assertThat(at(breach, "start")).isEqualTo(T0.plusSeconds(900));
      soon(() -> assertThat(daemon.metric(CLOCKS.formatted("breached"))).isEqualTo("1.0"));
      assertThat(response(daemon, "INC1").get("state").asText()).isEqualTo("breached");

      enters(daemon, "INC1", "Resolved");
      soon(() -> assertThat(daemon.items("/api/v1/clocks")).isEmpty());
      // That it stopped broken is told for one instant; then nothing is broken any more.
      clock.advance(Duration.ofSeconds(1));
      soon(
          () ->
              assertThat(found(daemon, "Target broken").get(0).get("state").asText())
                  .isEqualTo("cleared"));
      soon(() -> assertThat(daemon.metric(ENDED.formatted("missed"))).isEqualTo("1.0"));
      assertThat(daemon.metric(ENDED.formatted("met"))).isEqualTo("0.0");
      assertThat(daemon.metric(CLOCKS.formatted("breached"))).isEqualTo("0.0");
    }
  }

  @Test
  void whatIsAnsweredInTimeIsMetAndHadOnlyARisk() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      opened(daemon, "INC1");
      reaches("PT12M");
      soon(() -> assertThat(found(daemon, "Target at risk")).hasSize(1));
      enters(daemon, "INC1", "Active");
      soon(
          () ->
              assertThat(found(daemon, "Target at risk").get(0).get("state").asText())
                  .isEqualTo("cleared"));
      assertThat(at(found(daemon, "Target at risk").get(0), "ended"))
          .isEqualTo(T0.plusSeconds(720));
      soon(() -> assertThat(daemon.metric(ENDED.formatted("met"))).isEqualTo("1.0"));
      assertThat(found(daemon, "Target broken")).isEmpty();
    }
  }

  @Test
  void threeBreachesOfOneTargetAskForAnImprovementThatOutlivesARestart() throws Exception {
    String id;
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      soon(() -> assertThat(daemon.metric(IMPROVEMENTS)).isEqualTo("0.0"));
      opened(daemon, "INC1");
      opened(daemon, "INC2");
      reaches("PT20M");
      soon(() -> assertThat(found(daemon, "Target broken")).hasSize(2));
      assertThat(daemon.items("/api/v1/improvements")).isEmpty();

      opened(daemon, "INC3");
      reaches("PT40M");
      soon(() -> assertThat(daemon.items("/api/v1/improvements")).hasSize(1));
      JsonNode improvement = daemon.items("/api/v1/improvements").get(0);
      id = improvement.get("id").asText();
      assertThat(improvement.get("title").asText()).startsWith("response was broken 3 times");
      assertThat(improvement.get("evidence")).hasSize(3);
      assertThat(at(improvement, "opened")).isEqualTo(T0.plus(Duration.ofMinutes(35)));
      soon(() -> assertThat(daemon.metric(IMPROVEMENTS)).isEqualTo("1.0"));
      // Told to the journal, but judged by nobody yet.
      enters(daemon, "INC1", "Resolved");
    }
    try (RunningDaemon daemon = RunningDaemon.start(folder, clock)) {
      soon(() -> assertThat(daemon.metric(IMPROVEMENTS)).isEqualTo("1.0"));
      assertThat(daemon.items("/api/v1/improvements"))
          .singleElement()
          .matches(i -> i.get("id").asText().equals(id));
      soon(() -> assertThat(daemon.metric(ENDED.formatted("missed"))).isEqualTo("1.0"));
      soon(() -> assertThat(daemon.metric(CLOCKS.formatted("breached"))).isEqualTo("2.0"));
      assertThat(found(daemon, "Target broken")).hasSize(3);
    }
  }
}
