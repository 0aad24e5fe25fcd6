package io.plumbline.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A panel of a dashboard, as the tests read it. */
record Panel(JsonNode json) {

  static final Comparator<Panel> READING_ORDER =
      Comparator.comparingInt(Panel::y).thenComparingInt(Panel::x);

  String title() {
    return json.path("title").asText();
  }

  String type() {
    return json.path("type").asText();
  }

  int x() {
    return json.at("/gridPos/x").asInt();
  }

  int y() {
    return json.at("/gridPos/y").asInt();
  }

  int width() {
    return json.at("/gridPos/w").asInt();
  }

  int height() {
    return json.at("/gridPos/h").asInt();
  }

  List<JsonNode> targets() {
    return Dashboard.stream(json.path("targets")).toList();
  }

  /** The defaults of all fields. */
  JsonNode defaults() {
    return json.at("/fieldConfig/defaults");
  }

  /** The properties that override them for some fields. */
  Stream<JsonNode> overrides() {
    return Dashboard.stream(json.at("/fieldConfig/overrides"))
        .flatMap(o -> Dashboard.stream(o.path("properties")));
  }

  @Override
  public String toString() {
    return title();
  }
}
