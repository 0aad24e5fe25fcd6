package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.signal.IncidentBatch;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.testing.MovableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender of incident events is told of times that need a word. */
class IncidentReceiptTest {

  private static final String INCIDENTS = "/api/v1/incidents";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path directory;
  private RunningIntake intake;

  @BeforeEach
  void start() {
    intake = new RunningIntake(directory, new MovableClock(NOW), SeriesLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    intake.close();
  }

  @Test
  void anEventOfTheFutureIsKeptAsItIsAndNamedAsQuarantined() throws Exception {
    JsonNode receipt =
        send(
            INCIDENTS,
            """
            {"id":"e1","incident":"INC1","at":"2026-11-22T10:05:00Z","type":"deleted"}
            {"id":"e2","incident":"INC1","at":"2026-11-22T10:05:00.001Z","type":"deleted"}
            {"id":"e3","incident":"INC1","at":"2026-11-20T10:00:00Z","receivedAt":"2026-11-20T09:00:00Z","type":"deleted"}
            {"id":"e4","type":"deleted"}
            """);
    assertThat(receipt.get("accepted").asInt()).isEqualTo(1);
    assertThat(receipt.at("/quarantined")).hasSize(2);
    assertThat(receipt.at("/quarantined/0/index").asInt()).isEqualTo(1);
    assertThat(receipt.at("/quarantined/0/reason").asText())
        .contains("more than 5 minutes after it became known")
        .contains("correction");
    assertThat(receipt.at("/quarantined/1/index").asInt()).isEqualTo(2);
    assertThat(receipt.at("/rejected/0/index").asInt()).isEqualTo(3);
    assertThat(events())
        .extracting(IncidentEvent::at)
        .as("nothing is clamped")
        .contains(Instant.parse("2026-11-22T10:05:00.001Z"));
    assertThat(intake.metrics.quarantinedEvents().sum()).isEqualTo(2);
    assertThat(intake.metrics.events().sum()).isEqualTo(1);
  }

  @Test
  void aWallTimeIsReadInTheZoneAndByThePolicyOfTheCall() throws Exception {
    String event = "{\"id\":\"%s\",\"incident\":\"INC1\",\"at\":\"%s\",\"type\":\"deleted\"}\n";
    String twice = "2026-10-25T02:30:00";
    send(INCIDENTS + "?zone=Europe/Berlin", event.formatted("e1", twice));
    send(INCIDENTS + "?zone=Europe/Berlin&overlap=later", event.formatted("e2", twice));
    send(INCIDENTS + "?zone=%2B05:30", event.formatted("e3", twice));
    send(INCIDENTS + "?zone=Europe/Berlin", event.formatted("e4", "2026-10-25T02:30:00Z"));
    assertThat(events())
        .extracting(e -> e.at().toString())
        .containsExactly(
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-24T21:00:00Z",
            "2026-10-25T02:30:00Z");
    assertThat(events()).allMatch(e -> e.attributes().isEmpty());
  }

  @Test
  void aWallTimeThatNeverWasIsMovedAndFlagged() throws Exception {
    JsonNode receipt =
        send(
            INCIDENTS + "?zone=Europe/Berlin",
            "{\"id\":\"e1\",\"incident\":\"INC1\",\"at\":\"2026-03-29T02:30:00\",\"type\":\"deleted\"}");
    assertThat(receipt.get("accepted").asInt()).isEqualTo(1);
    assertThat(receipt.at("/moved/0/reason").asText())
        .contains("2026-03-29T02:30")
        .contains("2026-03-29T01:00:00Z");
    assertThat(events())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.at()).isEqualTo("2026-03-29T01:00:00Z");
              assertThat(e.attributes())
                  .containsEntry(IncidentEvent.MOVED_FROM, "2026-03-29T02:30");
            });
  }

  @Test
  void aZoneThatDoesNotExistIsRefused() throws Exception {
    HttpResponse<String> response = intake.lines(INCIDENTS + "?zone=Europe/Baerlin", "");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("write an IANA name such as Europe/Berlin");
  }

  private JsonNode send(String path, String lines) throws IOException, InterruptedException {
    HttpResponse<String> response = intake.lines(path, lines);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return new ObjectMapper().readTree(response.body());
  }

  private List<IncidentEvent> events() {
    return intake.journal().stream()
        .flatMap(signal -> ((IncidentBatch) signal).events().stream())
        .toList();
  }
}
