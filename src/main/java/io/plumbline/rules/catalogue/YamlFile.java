package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.SourceFile;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Takes a YAML file apart into documents. Only nodes are made, never objects of a class. */
public final class YamlFile {

  private YamlFile() {}

  /** The documents of a file that are not empty; a syntax error ends the list with a problem. */
  public static List<Node> documents(SourceFile file, Page page) {
    List<Node> documents = new ArrayList<>();
    try {
      for (Node node : new Yaml(new LoaderOptions()).composeAll(new StringReader(file.text()))) {
        if (!node.getTag().equals(Tag.NULL)) {
          documents.add(node);
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : Page.lineOf(e.getProblemMark());
      page.problem(line, "not YAML: " + e.getProblem(), "check quotes, colons and indentation");
    } catch (YAMLException e) {
      page.problem(1, "not YAML: " + e.getMessage(), "save it as plain text in UTF-8");
    }
    return documents;
  }
}
