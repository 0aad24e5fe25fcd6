package io.plumbline.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard file of the repository, as the tests read it. */
public record Dashboard(JsonNode json) {

  /** The one dashboard that ships. */
  static final Path FILE = Path.of("grafana/dashboards/service-levels.json");

  /** Reads the file. */
  public static Dashboard read() {
    try {
      return new Dashboard(new ObjectMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The panels in the order in which they are read: from left to right, from top to bottom. */
  List<Panel> panels() {
    return stream(json.path("panels")).map(Panel::new).sorted(Panel.READING_ORDER).toList();
  }

  /** The queries of all panels, then those of the annotations. */
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (Panel panel : panels()) {
      panel.targets().forEach(t -> queries.add(Query.of(panel.title(), t, false)));
    }
    stream(json.at("/annotations/list"))
        .forEach(a -> queries.add(Query.of(a.path("name").asText(), a.path("target"), true)));
    return queries;
  }

  /** The expression of a panel's query. */
  String query(String panel, String refId) {
    return queries().stream()
        .filter(q -> q.where().equals(panel) && q.refId().equals(refId))
        .findFirst()
        .orElseThrow(() -> new AssertionError(panel + " has no query " + refId))
        .expression();
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /**
   * A query.
   *
   * @param where title of the panel, or name of the annotation
   * @param refId its name there
   * @param expression in PromQL
   * @param annotation whether it is an annotation's, which finds something only now and then
   */
  public record Query(String where, String refId, String expression, boolean annotation) {

    static Query of(String where, JsonNode target, boolean annotation) {
      return new Query(
          where, target.path("refId").asText(), target.path("expr").asText(), annotation);
    }

    @Override
    public String toString() {
      return where + " " + refId;
    }
  }
}
