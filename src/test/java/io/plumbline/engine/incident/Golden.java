package io.plumbline.engine.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.catalogue.Allowance;
import io.plumbline.catalogue.IncidentTarget;
import io.plumbline.catalogue.IncidentTarget.PriorityChange;
import io.plumbline.catalogue.IncidentTarget.Reopen;
import io.plumbline.catalogue.IncidentTarget.Stop;
import io.plumbline.catalogue.ServiceHours;
import io.plumbline.catalogue.ServiceHours.TimeRange;
import io.plumbline.signal.IncidentEvent;
import io.plumbline.signal.IncidentEvent.Type;
import io.plumbline.testing.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the golden examples of the incident clock into the catalogue's and the signals' words. */
final class Golden {

  private Golden() {}

  /** Every (example, snapshot, target) of the file. */
  static Stream<Case> cases() {
    return stream(root().get("examples"))
        .flatMap(
            example ->
                stream(example.get("snapshots"))
                    .flatMap(
                        snapshot ->
                            stream(example.get("targets"))
                                .map(target -> new Case(example, snapshot, target))));
  }

  /** Every date target of the file. */
  static Stream<DateCase> dateCases() {
    return stream(root().get("relative_targets")).map(DateCase::new);
  }

  private static JsonNode root() {
    try {
      return new ObjectMapper().readTree(SharedFolder.file("incident-clock/golden.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One evaluation with what is expected of it. */
  record Case(JsonNode example, JsonNode snapshot, JsonNode targetNode) {

    IncidentTarget target() {
      return Golden.target(targetNode);
    }

    List<IncidentEvent> events() {
      return stream(example.get("events")).map(Golden::event).toList();
    }

    Instant asOf() {
      return instant(snapshot.get("as_of"));
    }

    Instant knownAt() {
      return instant(snapshot.get("known_at"));
    }

    JsonNode expected() {
      return snapshot.get("expect").get(targetNode.get("id").asText());
    }

    @Override
    public String toString() {
      return example.get("id").asText()
          + " "
          + example.get("title").asText()
          + ", "
          + targetNode.get("id").asText()
          + " as of "
          + snapshot.get("as_of").asText()
          + " known at "
          + snapshot.get("known_at").asText();
    }
  }

  /** A target that runs until the end of a business day, with when that is. */
  record DateCase(JsonNode node) {

    IncidentTarget target() {
      return new IncidentTarget(
          "resolution",
          hours(node.get("calendar")),
          Stop.LAST,
          Set.of("Resolved"),
          Set.of(),
          Map.of("3", new Allowance.BusinessDays(node.get("business_days").asInt())),
          PriorityChange.RETROACTIVE,
          true,
          Reopen.RESUME,
          List.of());
    }

    Instant opened() {
      return instant(node.get("opened"));
    }

    Instant due() {
      return instant(node.get("due_at"));
    }

    @Override
    public String toString() {
      return node.get("id").asText() + " " + node.get("note").asText();
    }
  }

  private static IncidentTarget target(JsonNode node) {
    String id = node.get("id").asText();
    List<Integer> atRisk = stream(node.get("at_risk_percent")).map(JsonNode::asInt).toList();
    return new IncidentTarget(
        id,
        hours(node.get("calendar")),
        id.equals("response") ? Stop.FIRST : Stop.LAST,
        texts(node.get("stop_states")),
        texts(node.get("pause_states")),
        entries(
            node.get("minutes_by_priority"),
            k -> k,
            v -> new Allowance.Counted(Duration.ofMinutes(v.asLong()))),
        PriorityChange.valueOf(upper(node.get("on_priority_change"))),
        node.get("retroactive_pause").asBoolean(),
        Reopen.valueOf(upper(node.get("on_reopen"))),
        atRisk);
  }

  private static ServiceHours hours(JsonNode node) {
    return new ServiceHours(
        node.get("id").asText(),
        ZoneId.of(node.get("zone").asText()),
        entries(node.get("windows"), Golden::weekday, Golden::ranges),
        entries(node.get("exceptions"), LocalDate::parse, Golden::ranges));
  }

  private static DayOfWeek weekday(String abbreviation) {
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().startsWith(abbreviation))
        .findFirst()
        .orElseThrow();
  }

  private static List<TimeRange> ranges(JsonNode list) {
    return stream(list)
        .map(pair -> new TimeRange(second(pair.get(0)), second(pair.get(1))))
        .toList();
  }

  private static int second(JsonNode time) {
    return time.asText().equals("24:00") ? 86_400 : LocalTime.parse(time.asText()).toSecondOfDay();
  }

  private static IncidentEvent event(JsonNode node) {
    Type type = Type.valueOf(upper(node.get("type")));
    Instant at = instant(node.get("at"));
    return new IncidentEvent(
        node.get("id").asText(),
        "INC1",
        "checkout",
        at,
        type,
        node.path(type == Type.OPENED ? "state" : "to")
            .asText("")
            .repeat(entersState(type) ? 1 : 0),
        node.path(type == Type.OPENED ? "priority" : "to")
            .asText("")
            .repeat(type == Type.OPENED || type == Type.PRIORITY ? 1 : 0),
        0,
        node.has("received_at") ? instant(node.get("received_at")) : at,
        node.path("corrects").asText(""),
        IncidentEvent.Kind.INCIDENT,
        Map.of());
  }

  private static boolean entersState(Type type) {
    return type == Type.OPENED || type == Type.STATE;
  }

  private static Instant instant(JsonNode node) {
    return OffsetDateTime.parse(node.asText()).toInstant();
  }

  private static String upper(JsonNode node) {
    return node.asText().toUpperCase(Locale.ROOT);
  }

  private static Set<String> texts(JsonNode list) {
    return Set.copyOf(stream(list).map(JsonNode::asText).toList());
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static <K, V> Map<K, V> entries(
      JsonNode object, Function<String, K> key, Function<JsonNode, V> value) {
    Map<K, V> map = new HashMap<>();
    new ArrayList<>(object.properties())
        .forEach(entry -> map.put(key.apply(entry.getKey()), value.apply(entry.getValue())));
    return map;
  }
}
