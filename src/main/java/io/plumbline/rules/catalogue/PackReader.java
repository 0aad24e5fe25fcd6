package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.PackInfo;
import io.plumbline.rules.Problem;
import io.plumbline.rules.Stories;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code pack.yaml}: who owns a pack, who approves its changes, in which zone it counts, and
 * what its scenarios decide.
 */
public final class PackReader {

  private PackReader() {}

  /** Adds what is wrong with the file to {@code problems}; gives what it says. */
  public static PackInfo read(SourceFile file, List<Problem> problems) {
    Page page = new Page(file.path(), problems);
    PackInfo info = PackInfo.NONE;
    for (Node node : YamlFile.documents(file, page)) {
      Fields fields = new Fields(page, "the pack", Page.lineOf(node), Optional.of(node));
      info =
          new PackInfo(
              fields.optionalText("owner"),
              fields.texts("approvers").stream().map(Fields.Placed::value).toList(),
              fields.value(
                  "zone", CalendarReader::zone, "write an IANA zone such as Europe/Berlin"),
              fields
                  .value("scenarios", PackReader::stories, "write hold or tell")
                  .orElse(info.stories()));
      fields.done();
    }
    return info;
  }

  private static Optional<Stories> stories(String text) {
    return Arrays.stream(Stories.values()).filter(s -> s.wireName().equals(text)).findFirst();
  }
}
