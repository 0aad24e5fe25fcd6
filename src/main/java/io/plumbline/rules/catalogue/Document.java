package io.plumbline.rules.catalogue;

import io.plumbline.rules.NearestName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A catalogue document whose envelope has been read.
 *
 * @param pack pack it belongs to
 * @param kind its kind
 * @param metadata its metadata
 * @param spec its content, yet to be read
 */
record Document(String pack, DocumentKind kind, Metadata metadata, Fields spec) {

  private static final Pattern RFC_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /**
   * What a document says about itself.
   *
   * @param name its name, empty when that is missing
   * @param nameLine line of its name
   * @param displayName name for people; equals {@code name} when none was given
   * @param labels labels, several values joined by commas
   * @param annotations annotations, yet to be read
   */
  record Metadata(
      String name,
      int nameLine,
      String displayName,
      Map<String, String> labels,
      Optional<Fields> annotations) {

    /** Ends reading: annotations of ours that nobody asked for are problems, others are not. */
    void done() {
      annotations.ifPresent(
          fields -> {
            for (String name : fields.names()) {
              if (!name.startsWith("plumbline.io/")) {
                fields.pass(name);
              }
            }
            fields.done();
          });
    }
  }

  /** The page of the document's file. */
  Page page() {
    return spec.page();
  }

  /** The name of the document, empty when that is missing. */
  String name() {
    return metadata.name();
  }

  /** The line on which the name stands. */
  int nameLine() {
    return metadata.nameLine();
  }

  /** Reads an envelope and declares its name; nothing when the document is not ours to read. */
  static Optional<Document> open(String pack, Page page, Node node, Names names) {
    Fields root = new Fields(page, "the document", Page.lineOf(node), Optional.of(node));
    if (root.names().isEmpty()) {
      return Optional.empty();
    }
    String kindName = root.text("kind", "Service");
    String apiVersion = root.text("apiVersion", DocumentKind.OPENSLO);
    if (kindName.isEmpty() || DocumentKind.UNREAD.contains(kindName)) {
      return Optional.empty();
    }
    Optional<DocumentKind> kind = DocumentKind.of(kindName);
    if (kind.isEmpty()) {
      root.wrong(
          "kind",
          "there is no kind " + kindName,
          NearestName.remedy(kindName, DocumentKind.names()));
      return Optional.empty();
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(kind.get().apiVersion())) {
      root.wrong(
          "apiVersion",
          "a " + kindName + " is not of apiVersion " + apiVersion,
          "write " + kind.get().apiVersion());
    }
    Metadata metadata =
        metadata(root.object("metadata", "metadata", "{name: my-name}"), kind.get(), names);
    Fields spec = root.object("spec", "spec of the " + kindName, "{}, with its fields in it");
    root.done();
    return Optional.of(new Document(pack, kind.get(), metadata, spec));
  }

  private static Metadata metadata(Fields fields, DocumentKind kind, Names names) {
    String name = fields.text("name", "my-name");
    if (!name.isEmpty()) {
      names.declare(fields.page(), fields.line("name"), kind, name);
      if (!RFC_1123.matcher(name).matches()) {
        fields.wrong(
            "name",
            "name cannot be " + Fields.quoted(name),
            "write up to 63 small letters, digits and hyphens");
      }
    }
    String displayName = fields.optionalText("displayName").orElse(name);
    Map<String, String> labels = new HashMap<>();
    fields.optionalObject("labels", "labels").ifPresent(l -> labels.putAll(labels(l)));
    Optional<Fields> annotations = fields.optionalObject("annotations", "annotations");
    fields.done();
    return new Metadata(name, fields.line("name"), displayName, labels, annotations);
  }

  private static Map<String, String> labels(Fields fields) {
    Map<String, String> labels = new HashMap<>();
    for (String label : fields.names()) {
      List<String> values = fields.textOrTexts(label);
      labels.put(label, String.join(",", values));
    }
    return labels;
  }
}
