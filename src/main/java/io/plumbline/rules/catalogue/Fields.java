package io.plumbline.rules.catalogue;

import io.plumbline.rules.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The fields of one YAML mapping. It remembers what it was asked for, so that {@link #done()} can
 * tell which fields nobody knows. Where a field is missing or wrong the problem is noted and a
 * stand-in is returned: a catalogue with a problem is never used.
 */
public final class Fields {

  private final Page page;
  private final String what;
  private final int line;
  private final boolean open;
  private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  /**
   * Opens a mapping; a node of another shape is a problem and has no fields.
   *
   * @param what what the mapping is, for messages
   * @param line line to blame for what is missing
   * @param node the mapping, absent when that has been told already
   */
  public Fields(Page page, String what, int line, Optional<Node> node) {
    this.page = page;
    this.what = what;
    this.line = line;
    this.open = node.filter(this::open).isPresent();
  }

  private boolean open(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      page.problem(node, what + " has no fields", "write them as name: value below it");
      return false;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        page.problem(tuple.getKeyNode(), "a name in " + what + " is not text", "write name: value");
      } else if (tuples.putIfAbsent(key.getValue(), tuple) != null) {
        page.problem(key, key.getValue() + " stands twice in " + what, "remove one of the two");
      }
    }
    return true;
  }

  /** Line to blame for what is missing. */
  int line() {
    return line;
  }

  /** The line of a field, or of the whole when the field is absent. */
  public int line(String name) {
    return tuples.containsKey(name) ? Page.lineOf(tuples.get(name).getKeyNode()) : line;
  }

  /** The names that stand in the mapping, in its order. */
  public List<String> names() {
    return List.copyOf(tuples.keySet());
  }

  /** Accepts a field without looking into it. */
  public void pass(String... names) {
    known.addAll(Arrays.asList(names));
  }

  /** A field's value, absent when it is missing or empty. */
  public Optional<Node> find(String name) {
    known.add(name);
    return Optional.ofNullable(tuples.get(name))
        .map(NodeTuple::getValueNode)
        .filter(node -> !node.getTag().equals(Tag.NULL));
  }

  private Optional<Node> need(String name, String example) {
    Optional<Node> node = find(name);
    if (node.isEmpty() && open) {
      page.problem(line(name), what + " has no " + name, "add " + name + ": " + example);
    }
    return node;
  }

  /** Text that may be missing. */
  public Optional<String> optionalText(String name) {
    return find(name).flatMap(node -> scalar(node, name));
  }

  /** Text that must be there; the stand-in is empty. */
  public String text(String name, String example) {
    return need(name, example).flatMap(node -> scalar(node, name)).orElse("");
  }

  private Optional<String> scalar(Node node, String name) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    page.problem(node, name + " in " + what + " is not a text", "write one value");
    return Optional.empty();
  }

  /** A mapping that must be there. */
  Fields object(String name, String of, String example) {
    return new Fields(page, of, line(name), need(name, example));
  }

  /** A mapping that may be missing. */
  public Optional<Fields> optionalObject(String name, String of) {
    return find(name).map(node -> new Fields(page, of, line(name), Optional.of(node)));
  }

  /** The items of a list that may be missing. */
  List<Node> items(String name) {
    Optional<Node> node = find(name);
    if (node.isPresent() && node.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    node.ifPresent(n -> page.problem(n, name + " in " + what + " is not a list", "write [ … ]"));
    return List.of();
  }

  /** A list of mappings that may be missing. */
  public List<Fields> objects(String name, String of) {
    return items(name).stream()
        .map(node -> new Fields(page, of, Page.lineOf(node), Optional.of(node)))
        .toList();
  }

  /** A list of texts with the lines they stand on; may be missing. */
  public List<Placed<String>> texts(String name) {
    List<Placed<String>> texts = new ArrayList<>();
    for (Node node : items(name)) {
      scalar(node, name).ifPresent(text -> texts.add(new Placed<>(text, Page.lineOf(node))));
    }
    return texts;
  }

  /** One text or a list of texts, as OpenSLO allows for labels. */
  public List<String> textOrTexts(String name) {
    if (find(name).filter(SequenceNode.class::isInstance).isPresent()) {
      return texts(name).stream().map(Placed::value).toList();
    }
    return optionalText(name).stream().toList();
  }

  /**
   * A value read from its text.
   *
   * @param read gives nothing when the text is wrong
   * @param instead what to write instead of a wrong text
   * @return nothing when the field is missing or wrong
   */
  public <T> Optional<T> value(String name, Function<String, Optional<T>> read, String instead) {
    return optionalText(name)
        .flatMap(
            text -> {
              Optional<T> value = read.apply(text);
              if (value.isEmpty()) {
                cannotBe(name, text, instead);
              }
              return value;
            });
  }

  /** As {@link #value}, of a field that must be there. */
  public <T> Optional<T> neededValue(
      String name, Function<String, Optional<T>> read, String instead, String example) {
    need(name, example);
    return value(name, read, instead);
  }

  /** Yes or no, written {@code true} or {@code false}; nothing when it is missing or wrong. */
  public Optional<Boolean> flag(String name) {
    return value(
            name,
            text -> Optional.of(text).filter(t -> t.equals("true") || t.equals("false")),
            "write true or false")
        .map("true"::equals);
  }

  /** A duration; nothing when the field is missing or wrong. */
  Optional<Duration> duration(String name, DurationText.Units units) {
    return optionalText(name)
        .flatMap(
            text -> {
              Optional<Duration> duration = DurationText.parse(text, units);
              if (duration.isEmpty()) {
                String instead = DurationText.remedy(text, units);
                cannotBe(name, text, instead);
              }
              return duration;
            });
  }

  /** Tells of a field whose text cannot be read. */
  void cannotBe(String name, String text, String instead) {
    page.problem(line(name), name + " in " + what + " cannot be " + quoted(text), instead);
  }

  /** Tells of a field that is there but wrong. */
  public void wrong(String name, String problem, String instead) {
    page.problem(line(name), problem, instead);
  }

  /** Where this mapping stands. */
  public Page page() {
    return page;
  }

  /** Tells of every field that nobody asked for. */
  public void done() {
    for (Map.Entry<String, NodeTuple> field : tuples.entrySet()) {
      if (!known.contains(field.getKey())) {
        page.problem(
            field.getValue().getKeyNode(),
            what + " has no field " + field.getKey(),
            NearestName.remedy(field.getKey(), known));
      }
    }
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  /**
   * A value and the line it stands on.
   *
   * @param line line, from 1
   */
  public record Placed<T>(T value, int line) {}
}
