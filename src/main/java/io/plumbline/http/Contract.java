package io.plumbline.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The OpenAPI file of every call, from which the routers are built. */
public final class Contract {

  private static final String FILE = "openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final Buffer text;
  private final JsonNode root;
  private final List<Operation> operations = new ArrayList<>();

  private Contract(byte[] text) throws IOException {
    this.text = Buffer.buffer(text);
    this.root = new YAMLMapper().readTree(text);
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
        if (METHODS.contains(call.getKey())) {
          operations.add(operation(path.getKey(), path.getValue(), call.getKey(), call.getValue()));
        }
      }
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalStateException if it says something that is not understood here
   */
  public static Contract read() {
    try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + FILE);
      }
      return new Contract(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /** Answers with the file as it is. */
  public void serve(RoutingContext request) {
    request.response().putHeader("content-type", "application/yaml").end(text);
  }

  /** The paths that need no token anywhere. */
  Set<String> openPaths() {
    return operations.stream()
        .filter(Operation::open)
        .map(Operation::path)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The calls, in the order of the file. */
  List<Operation> operations() {
    return List.copyOf(operations);
  }

  private Operation operation(String path, JsonNode item, String method, JsonNode call) {
    List<QueryParameter> query = new ArrayList<>();
    for (JsonNode listed : call.path("parameters")) {
      JsonNode parameter = resolve(listed);
      if (parameter.path("in").asText().equals("query")) {
        query.add(
            QueryParameter.of(parameter.path("name").asText(), resolve(parameter.path("schema"))));
      }
    }
    return new Operation(
        call.path("operationId").asText(),
        item.path("x-listener").asText().equals("management")
            ? Listener.MANAGEMENT
            : Listener.TRAFFIC,
        HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
        path.replaceAll("\\{(\\w+)}", ":$1"),
        call.path("security").isArray() && call.path("security").isEmpty(),
        query);
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode()
        ? node
        : root.at(JsonPointer.compile(reference.asText().substring(1)));
  }
}
