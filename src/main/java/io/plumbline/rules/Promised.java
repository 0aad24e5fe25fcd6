package io.plumbline.rules;

import io.plumbline.catalogue.Catalogue;
import io.plumbline.catalogue.SourceFile;
import io.plumbline.rules.catalogue.CatalogueReader;
import io.plumbline.rules.catalogue.CatalogueReading;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files of a rules folder promise, and where; their rules are not looked at.
 *
 * @param catalogue what is promised
 * @param places where it is written
 */
public record Promised(Catalogue catalogue, CatalogueReading.Places places) {

  /** Reads files that were checked before: what is wrong with them is left out. */
  public static Promised by(List<SourceFile> files) {
    CatalogueReading reading =
        CatalogueReader.read(files.stream().filter(Promised::promises).toList(), new ArrayList<>());
    return new Promised(reading.catalogue(), reading.places());
  }

  private static boolean promises(SourceFile file) {
    String path = file.path();
    return path.indexOf('/') > 0
        && !path.endsWith("/pack.yaml")
        && !RuleSet.ofScenarios(file)
        && (path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".ics"));
  }
}
