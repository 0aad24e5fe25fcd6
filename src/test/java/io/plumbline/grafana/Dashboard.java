package io.plumbline.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard file of the repository, as the tests read it.
 *
 * @param name of the file, without its ending
 * @param json what it holds
 */
public record Dashboard(String name, JsonNode json) {

  private static final Path FOLDER = Path.of("grafana/dashboards");
  private static final String ENDING = ".json";

  /** What Grafana puts in place of its variables, short enough for a test. */
  private static final Map<String, String> VARIABLES =
      Map.of("$__range", "1h", "$__interval", "5s");

  /** Reads the file of this name. */
  static Dashboard read(String name) {
    try {
      return new Dashboard(
          name, new ObjectMapper().readTree(FOLDER.resolve(name + ENDING).toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all that ship, by name. */
  public static Stream<Dashboard> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted()
          .map(file -> file.substring(0, file.length() - ENDING.length()))
          .map(Dashboard::read)
          .toList()
          .stream();
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
      panel.targets().forEach(t -> queries.add(Query.of(panel.title(), t)));
    }
    stream(json.at("/annotations/list"))
        .forEach(a -> queries.add(Query.of(a.path("name").asText(), a.path("target"))));
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
   * @param expression in PromQL, with values for Grafana's variables
   */
  public record Query(String where, String refId, String expression) {

    static Query of(String where, JsonNode target) {
      String expression = target.path("expr").asText();
      for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
        expression = expression.replace(variable.getKey(), variable.getValue());
      }
      return new Query(where, target.path("refId").asText(), expression);
    }

    @Override
    public String toString() {
      return where + " " + refId;
    }
  }
}
