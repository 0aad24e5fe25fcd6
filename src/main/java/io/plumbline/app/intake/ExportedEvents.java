package io.plumbline.app.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.signal.IncidentEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lifecycle events of an export, without a daemon; each is known when it happened. */
public final class ExportedEvents {

  private ExportedEvents() {}

  /**
   * Reads an export.
   *
   * @throws BadInputException if it cannot be read by the mapping
   */
  public static List<IncidentEvent> of(Path export, Mapping mapping) throws BadInputException {
    Oddities oddities = new Oddities();
    List<IncidentEvent> events = new ArrayList<>();
    for (Map.Entry<String, List<Update>> ticket :
        new Export(export, mapping, oddities).tickets().entrySet()) {
      for (TicketEvents.Event event :
          TicketEvents.of(ticket.getKey(), ticket.getValue(), mapping, oddities)) {
        events.add(event(event.json(), mapping.time()));
      }
    }
    return events;
  }

  private static IncidentEvent event(JsonNode json, Mapping.Time time) {
    Map<String, String> attributes = new HashMap<>();
    json.path("attributes")
        .properties()
        .forEach(field -> attributes.put(field.getKey(), field.getValue().asText()));
    return new IncidentEvent(
        json.path("id").asText(),
        json.path("incident").asText(),
        json.path("service").asText(),
        instant(json.path("at").asText(), time),
        IncidentEvent.Type.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT)),
        json.path("state").asText(),
        json.path("priority").asText(),
        json.path("seq").asLong(),
        null,
        "",
        IncidentEvent.Kind.valueOf(json.path("kind").asText("incident").toUpperCase(Locale.ROOT)),
        attributes);
  }

  private static Instant instant(String wall, Mapping.Time time) {
    ZonedDateTime at = LocalDateTime.parse(wall).atZone(ZoneId.of(time.zone()));
    return (time.overlap().equals("later") ? at.withLaterOffsetAtOverlap() : at).toInstant();
  }
}
