package io.plumbline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import io.plumbline.finding.FindingEvent;
import io.plumbline.report.Cast;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode plumbline(FindingEvent event) throws JsonProcessingException {
    return JSON.readTree(PayloadFormat.PLUMBLINE.body(event, "ops", "https://slo.example"));
  }

  private static JsonNode alertmanager(FindingEvent event) throws JsonProcessingException {
    return JSON.readTree(PayloadFormat.ALERTMANAGER.body(event, "ops", "https://slo.example"));
  }

  @Test
  void tellsTheFindingAsStandardWebhooksAsk() throws JsonProcessingException {
    FindingEvent event = Events.raised("checkout");

    assertThat(plumbline(event))
        .isEqualTo(
            JSON.readTree(
                """
                {"type": "plumbline.breach.raised",
                 "timestamp": "2026-11-22T09:00:00Z",
                 "data": {
                   "id": "%s",
                   "revision": 1,
                   "kind": "breach",
                   "severity": "page",
                   "service": "checkout",
                   "subject": "checkout-availability",
                   "measure": "checkout-availability",
                   "text": "checkout is at 99.871 %%",
                   "state": "open",
                   "start": "2026-11-22T09:00:00Z",
                   "detected": "2026-11-22T09:00:01Z",
                   "rule": "Availability missed",
                   "file": "standard/availability.drl:12",
                   "owner": "service level manager",
                   "clause": "8.3.3",
                   "runbook": "https://wiki.example/runbooks/availability",
                   "rulesHash": "9f3c1a7e5b20d4c6",
                   "facts": {"objective": "checkout-availability", "ratioPercent": 99.871},
                   "page": "https://slo.example/findings/%s"}}
                """
                    .formatted(event.finding().id(), event.finding().id())));
  }

  @Test
  void saysWhenAndWhyAFindingEnded() throws JsonProcessingException {
    JsonNode body = plumbline(Events.cleared(Events.raised("checkout")));

    assertThat(body.path("type").asText()).isEqualTo("plumbline.breach.cleared");
    assertThat(body.path("timestamp").asText()).isEqualTo("2026-11-22T09:10:00Z");
    assertThat(body.path("data").path("state").asText()).isEqualTo("cleared");
    assertThat(body.path("data").path("ended").asText()).isEqualTo("2026-11-22T09:10:00Z");
    assertThat(body.path("data").path("endReason").asText())
        .isEqualTo("the objective is met again");
    assertThat(body.path("data").path("revision").asInt()).isEqualTo(2);
  }

  @Test
  void staysBelowTwentyKilobytes() throws JsonProcessingException {
    List<String> evidence = Collections.nCopies(2_000, "0123456789abcdef01234567");
    String longText = "é".repeat(15_000);
    FindingEvent manyFacts = event("short", Map.of("evidence", evidence));
    FindingEvent everything = event(longText, Map.of("evidence", evidence));

    JsonNode without = plumbline(manyFacts);
    assertThat(without.path("data").has("facts")).isFalse();
    assertThat(without.path("data").path("factsOmitted").asBoolean()).isTrue();
    assertThat(without.path("data").path("text").asText()).isEqualTo("short");
    JsonNode cut = plumbline(everything);
    assertThat(cut.path("data").path("text").asText()).hasSize(2_001).endsWith("…");
    assertThat(cut.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(20_000);
  }

  private static FindingEvent event(String text, Map<String, Object> facts) {
    return new FindingEvent(
        FindingEvent.Change.RAISED,
        Cast.finding(
            Kind.IMPROVEMENT, Severity.INFO, "a", "m", "Recurring", text, Events.START, facts),
        Events.START,
        Events.START);
  }

  @Test
  void looksLikeAnAlertToWhatListensToAlertmanager() throws JsonProcessingException {
    FindingEvent event = Events.raised("checkout");
    JsonNode body = alertmanager(event);

    assertThat(body.path("version")).isEqualTo(JSON.readTree("\"4\""));
    assertThat(body.path("status").asText()).isEqualTo("firing");
    assertThat(body.path("receiver").asText()).isEqualTo("ops");
    assertThat(body.path("truncatedAlerts").asInt()).isZero();
    assertThat(body.path("alerts")).hasSize(1);
    JsonNode alert = body.path("alerts").path(0);
    assertThat(alert.path("labels"))
        .isEqualTo(
            JSON.readTree(
                """
                {"alertname": "Availability missed", "service": "checkout", "severity": "page",
                 "kind": "breach", "subject": "checkout-availability", "finding": "%s"}
                """
                    .formatted(event.finding().id())));
    assertThat(alert.path("annotations"))
        .isEqualTo(
            JSON.readTree(
                """
                {"summary": "checkout is at 99.871 %", "clause": "8.3.3",
                 "owner": "service level manager",
                 "runbook": "https://wiki.example/runbooks/availability"}
                """));
    assertThat(body.path("commonLabels")).isEqualTo(alert.path("labels"));
    assertThat(body.path("commonAnnotations")).isEqualTo(alert.path("annotations"));
    assertThat(alert.path("startsAt").asText()).isEqualTo("2026-11-22T09:00:00Z");
    assertThat(alert.path("endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(alert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
  }

  @Test
  void resolvesTheVeryAlertThatFiredEvenIfItsSeverityWasEdited() throws JsonProcessingException {
    FindingEvent raised = Events.raised("checkout");
    FindingEvent changed = Events.changed(raised, Severity.TICKET);
    JsonNode fired = alertmanager(raised);
    JsonNode resolved = alertmanager(Events.cleared(changed));

    assertThat(alertmanager(changed).path("status").asText()).isEqualTo("firing");
    assertThat(resolved.path("status").asText()).isEqualTo("resolved");
    assertThat(resolved.path("alerts").path(0).path("endsAt").asText())
        .isEqualTo("2026-11-22T09:10:00Z");
    assertThat(resolved.path("groupKey")).isEqualTo(fired.path("groupKey"));
    assertThat(resolved.path("alerts").path(0).path("fingerprint"))
        .isEqualTo(fired.path("alerts").path(0).path("fingerprint"));
  }

  @Test
  void keepsApartTheAlertsOfTwoFindings() throws JsonProcessingException {
    JsonNode one = alertmanager(Events.raised("checkout"));
    JsonNode other = alertmanager(Events.raised("search"));

    assertThat(one.path("groupKey")).isNotEqualTo(other.path("groupKey"));
    assertThat(one.path("alerts").path(0).path("fingerprint"))
        .isNotEqualTo(other.path("alerts").path(0).path("fingerprint"));
  }
}
