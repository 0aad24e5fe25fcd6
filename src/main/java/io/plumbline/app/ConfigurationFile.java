package io.plumbline.app;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What stands where in a configuration file. Only its shape is judged here: keys with one value
 * each, and one list, {@code webhooks}.
 */
final class ConfigurationFile {

  private static final String WEBHOOKS = "webhooks";

  private final Path path;
  private final List<Value> values = new ArrayList<>();
  private final List<Webhook> webhooks = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private ConfigurationFile(Path path) {
    this.path = path;
  }

  /**
   * One value.
   *
   * @param place {@code path:line}
   * @param key its key with dots, such as {@code http.port}
   * @param text the value as written
   */
  record Value(String place, String key, String text) {}

  /**
   * One item of the list of webhooks.
   *
   * @param place {@code path:line}
   * @param values its values; each of its events is one
   */
  record Webhook(String place, List<Value> values) {}

  /** Reads a file; what is wrong with its shape is among the problems. */
  static ConfigurationFile read(Path path) {
    ConfigurationFile file = new ConfigurationFile(path);
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(path)));
      if (root instanceof MappingNode mapping) {
        file.mapping("", mapping);
      } else if (root != null && !root.getTag().equals(Tag.NULL)) {
        file.problem(root, "this is no list of keys; write lines such as http.port: 8080");
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      file.problems.add(
          "%s:%d: not YAML: %s; check quotes, colons and indentation"
              .formatted(path, line, e.getProblem()));
    } catch (YAMLException | IOException e) {
      file.problems.add(
          "%s: cannot be read; give the path of a configuration file in UTF-8".formatted(path));
    }
    return file;
  }

  /** All values but those of webhooks, in the order of the file. */
  List<Value> values() {
    return values;
  }

  /** The webhooks, in the order of the file. */
  List<Webhook> webhooks() {
    return webhooks;
  }

  /** What is wrong with the shape. */
  List<String> problems() {
    return problems;
  }

  private void mapping(String prefix, MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      String key = prefix + text(tuple.getKeyNode());
      if (key.equals(WEBHOOKS)) {
        webhooks(tuple);
      } else if (tuple.getValueNode() instanceof MappingNode below) {
        mapping(key + ".", below);
      } else {
        value(values, tuple, key);
      }
    }
  }

  private void webhooks(NodeTuple tuple) {
    if (!(tuple.getValueNode() instanceof SequenceNode list)) {
      problem(tuple.getKeyNode(), "webhooks is a list; write \"- name: ...\" below it");
      return;
    }
    for (Node item : list.getValue()) {
      List<Value> fields = new ArrayList<>();
      if (item instanceof MappingNode mapping) {
        mapping.getValue().forEach(field -> field(fields, field));
        webhooks.add(new Webhook(place(item), fields));
      } else {
        problem(item, "a webhook has keys; write \"- name: ...\" and \"url: ...\" below it");
      }
    }
  }

  private void field(List<Value> fields, NodeTuple tuple) {
    String key = text(tuple.getKeyNode());
    if (key.equals("events") && tuple.getValueNode() instanceof SequenceNode events) {
      events.getValue().forEach(e -> fields.add(new Value(place(e), key, text(e))));
    } else {
      value(fields, tuple, key);
    }
  }

  private void value(List<Value> into, NodeTuple tuple, String key) {
    Node value = tuple.getValueNode();
    if (value.getTag().equals(Tag.NULL)) {
      problem(tuple.getKeyNode(), key + " has no value; write one or take the line out");
    } else if (!(value instanceof ScalarNode)) {
      problem(tuple.getKeyNode(), key + " takes one value; write it on the same line");
    } else if (!key.equals("events") && into.stream().anyMatch(v -> v.key().equals(key))) {
      problem(tuple.getKeyNode(), key + " stands here twice; take one of them out");
    } else {
      into.add(new Value(place(tuple.getKeyNode()), key, text(value)));
    }
  }

  private void problem(Node where, String what) {
    problems.add(place(where) + ": " + what);
  }

  private String place(Node node) {
    return path + ":" + (node.getStartMark().getLine() + 1);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
