package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.Problem;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code pack.yaml}: who owns a pack, who approves its changes, in which zone it counts. */
public final class PackReader {

  private PackReader() {}

  /** Adds what is wrong with the file to {@code problems}. */
  public static void check(SourceFile file, List<Problem> problems) {
    Page page = new Page(file.path(), problems);
    for (Node node : YamlFile.documents(file, page)) {
      Fields fields = new Fields(page, "the pack", Page.lineOf(node), Optional.of(node));
      fields.optionalText("owner");
      fields.texts("approvers");
      fields.value("zone", CalendarReader::zone, "write an IANA zone such as Europe/Berlin");
      fields.done();
    }
  }
}
