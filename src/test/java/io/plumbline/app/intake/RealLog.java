package io.plumbline.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.testing.SharedFolder;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The log of a real service desk, read in place, as the events that its export becomes. */
public final class RealLog {

  /** The mapping of its columns. */
  public static final Path MAPPING = Path.of("src/test/resources/export/servicenow.yaml");

  private RealLog() {}

  /** The export; a test that asks is skipped where it is absent. */
  public static Path file() {
    return SharedFolder.file("data/servicenow-incidents.csv.gz");
  }

  /** The events of every ticket, as sent. */
  static Map<String, List<TicketEvents.Event>> sent(Oddities oddities) throws Exception {
    Mapping mapping = MappingFile.read(MAPPING);
    Map<String, List<TicketEvents.Event>> sent = new HashMap<>();
    new Export(file(), mapping, oddities)
        .tickets()
        .forEach(
            (number, updates) ->
                sent.put(number, TicketEvents.of(number, updates, mapping, oddities)));
    return sent;
  }

  /** Every event, as the engine gets it. */
  static List<IncidentEvent> events(List<TicketEvents.Event> sent) {
    List<IncidentEvent> events = new ArrayList<>();
    for (TicketEvents.Event event : sent) {
      JsonNode json = event.json();
      Instant at = LocalDateTime.parse(json.get("at").asText()).toInstant(ZoneOffset.UTC);
      Map<String, String> attributes = new HashMap<>();
      json.path("attributes")
          .properties()
          .forEach(a -> attributes.put(a.getKey(), a.getValue().asText()));
      events.add(
          new IncidentEvent(
              json.get("id").asText(),
              json.get("incident").asText(),
              json.path("service").asText(),
              at,
              IncidentEvent.Type.valueOf(json.get("type").asText().toUpperCase(Locale.ROOT)),
              json.path("state").asText(),
              json.path("priority").asText(),
              json.get("seq").asLong(),
              at,
              "",
              IncidentEvent.Kind.INCIDENT,
              attributes));
    }
    return events;
  }

  /** Around the clock, and working days from eight to six, both in UTC. */
  static ServiceHours hours(boolean office) {
    Map<DayOfWeek, List<TimeRange>> windows = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (!office) {
        windows.put(day, List.of(new TimeRange(0, 86_400)));
      } else if (day.getValue() <= 5) {
        windows.put(day, List.of(new TimeRange(8 * 3600, 18 * 3600)));
      }
    }
    return new ServiceHours(office ? "office" : "always", ZoneId.of("UTC"), windows, Map.of());
  }
}
