package io.plumbline.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The generated schemas of the dashboard format; see the README beside them. */
final class GrafanaSchemas {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private GrafanaSchemas() {}

  /** A dashboard without its panels, which are checked by their type. */
  static List<String> faultsOfDashboard(JsonNode dashboard) {
    ObjectNode root = read("dashboard");
    ((ObjectNode) root.at("/definitions/Dashboard/properties/panels")).remove("items");
    // The types describe only the built-in source of annotations.
    ObjectNode query = (ObjectNode) root.at("/definitions/AnnotationQuery");
    query.remove("additionalProperties");
    ObjectNode target = (ObjectNode) root.at("/definitions/AnnotationTarget");
    target.remove("additionalProperties");
    target.remove("required");
    return faults(root, dashboard);
  }

  /** A panel, whatever its type. */
  static List<String> faultsOfPanel(JsonNode panel) {
    ObjectNode root = read("dashboard");
    String definition = panel.path("type").asText().equals("row") ? "RowPanel" : "Panel";
    root.put("$ref", "#/definitions/" + definition);
    return faults(root, panel);
  }

  /** The options of a panel of this type. */
  static List<String> faultsOfOptions(String type, JsonNode options) {
    return faults(read(type + "-options"), options);
  }

  /** The panel's own settings of a field; a stat has none. */
  static List<String> faultsOfFields(String type, JsonNode custom) {
    if (type.equals("stat")) {
      return custom.isMissingNode() ? List.of() : List.of("a stat has no field settings");
    }
    return faults(read(type + "-fields"), custom);
  }

  private static List<String> faults(JsonNode schema, JsonNode value) {
    JsonSchema compiled = FACTORY.getSchema(schema);
    return compiled.validate(value).stream().map(ValidationMessage::getMessage).toList();
  }

  private static ObjectNode read(String name) {
    String resource = "/grafana-schema/" + name + ".json";
    try (InputStream in = GrafanaSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no schema " + resource + "; its README says how to generate it");
      }
      return (ObjectNode) new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
