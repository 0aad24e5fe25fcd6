package io.plumbline.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Answers against the contract: status, media type, headers and body. A field that the contract
 * does not list is a fault here, though callers are to ignore it.
 */
public final class ContractSchemas {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final ObjectMapper json = new ObjectMapper();
  private final ObjectNode root;
  private final Map<String, JsonSchema> compiled = new HashMap<>();
  private final TreeSet<String> seen = new TreeSet<>();

  public ContractSchemas(String yaml) {
    try {
      root = (ObjectNode) new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root.path("components").path("schemas").forEach(ContractSchemas::close);
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  /** The answers seen so far, such as {@code services 200}. */
  public TreeSet<String> seen() {
    return seen;
  }

  /** All answers of the contract. */
  public TreeSet<String> documented() {
    TreeSet<String> all = new TreeSet<>();
    for (JsonNode path : root.path("paths")) {
      for (JsonNode call : path) {
        String id = call.path("operationId").asText();
        call.path("responses").fieldNames().forEachRemaining(s -> all.add(id + " " + s));
      }
    }
    return all;
  }

  /** What is wrong with an answer to a call. */
  public List<String> faults(
      String operationId, int status, Map<String, List<String>> headers, String body) {
    JsonNode response = resolve(operation(operationId).path("responses").path("" + status));
    if (response.isMissingNode()) {
      return List.of(operationId + " may not answer " + status);
    }
    seen.add(operationId + " " + status);
    List<String> faults = new ArrayList<>();
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                faults.add("the header %s is missing".formatted(name));
              }
            });
    String type = headers.getOrDefault("content-type", List.of("")).get(0).split(";")[0];
    JsonNode content = response.path("content");
    if (content.isMissingNode() ? !body.isEmpty() : !content.has(type)) {
      faults.add("%s %d may not be \"%s\"".formatted(operationId, status, type));
    } else if (type.endsWith("json")) {
      faults.addAll(faults(content.path(type).path("schema"), body));
    }
    return faults;
  }

  /** What is wrong with a text by a schema among the components. */
  public List<String> faults(String schema, String body) {
    return faults(json.createObjectNode().put("$ref", "#/components/schemas/" + schema), body);
  }

  private List<String> faults(JsonNode schema, String body) {
    JsonSchema validator =
        compiled.computeIfAbsent(
            schema.toString(),
            key -> {
              ObjectNode document = schema.deepCopy();
              document.set("components", root.get("components"));
              return FACTORY.getSchema(document, STRICT);
            });
    try {
      return validator.validate(json.readTree(body)).stream()
          .map(ValidationMessage::getMessage)
          .toList();
    } catch (IOException e) {
      return List.of("not JSON: " + e.getMessage());
    }
  }

  private JsonNode operation(String operationId) {
    for (JsonNode path : root.path("paths")) {
      for (JsonNode call : path) {
        if (call.path("operationId").asText().equals(operationId)) {
          return call;
        }
      }
    }
    throw new AssertionError("no operation " + operationId);
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }
}
