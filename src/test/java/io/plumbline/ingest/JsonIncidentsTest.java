package io.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.signal.IncidentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonIncidentsTest {

  private static final TimeBounds BOUNDS = new TimeBounds(1_795_341_600_000L);
  private static final JsonIncidents NO_ZONE = new JsonIncidents(BOUNDS, Optional.empty());
  private static final String COMMON =
      "\"id\":\"e\",\"incident\":\"INC1\",\"at\":\"2026-11-22T09:00:00Z\",";

  @Test
  void aPriorityMayBeTextOrNumberUnderEitherName() throws Exception {
    for (String given : List.of("\"to\":1", "\"to\":\"1\"", "\"priority\":1")) {
      assertThat(read("{" + COMMON + "\"type\":\"priority\"," + given + "}").priority())
          .isEqualTo("1");
    }
  }

  @Test
  void aCorrectionNamesItsEvent() throws Exception {
    IncidentEvent event = read("{" + COMMON + "\"type\":\"correction\",\"corrects\":\"e0\"}");
    assertThat(event.corrects()).isEqualTo("e0");
    assertThat(event.service()).isEmpty();
    assertThat(event.receivedAt().toEpochMilli()).isEqualTo(BOUNDS.nowMillis());
  }

  @Test
  void nullIsAbsent() throws Exception {
    IncidentEvent event =
        read(
            "{"
                + COMMON
                + "\"type\":\"opened\",\"service\":\"shop\",\"priority\":null,\"kind\":\"request\","
                + "\"attributes\":{\"a\":null,\"b\":true}}");
    assertThat(event.priority()).isEmpty();
    assertThat(event.kind()).isEqualTo(IncidentEvent.Kind.REQUEST);
    assertThat(event.attributes()).containsOnlyKeys("b").containsEntry("b", "true");
  }

  @Test
  void noBytesWhateverTheyAreBreakTheReader() {
    Random random = new Random(11);
    byte[] good =
        ("[{"
                + COMMON
                + "\"type\":\"state\",\"to\":\"Resolved\",\"seq\":1e2,\"attributes\":{\"a\":[1]}},{"
                + COMMON
                + "\"type\":\"deleted\",\"receivedAt\":1795341600000}]")
            .getBytes(StandardCharsets.UTF_8);
    List<IncidentEvent> read = new ArrayList<>();
    long refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] body = good.clone();
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(128);
      }
      Refusals refusals = new Refusals(10);
      try {
        JsonItems.readDocument(body, refusals, (index, item) -> read.add(NO_ZONE.read(item)));
      } catch (MalformedBodyException e) {
        assertThat(e).hasMessageContaining("JSON");
      }
      refused += refusals.total();
    }
    assertThat(read).hasSizeGreaterThan(5_000);
    assertThat(refused).isGreaterThan(5_000);
  }

  private static IncidentEvent read(String json) throws Exception {
    return NO_ZONE.read((ObjectNode) new JsonMapper().readTree(json));
  }
}
