package io.plumbline.rules.catalogue;

import io.plumbline.catalogue.PriorityMatrix;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads priority matrices. */
final class PriorityMatrixReader {

  private static final String ROW = "{high: \"1\", low: \"2\"}";

  private PriorityMatrixReader() {}

  static PriorityMatrix read(Document document) {
    Fields spec = document.spec();
    spec.pass("description");
    Fields rows = spec.object("byImpact", "byImpact", "{high: " + ROW + "}");
    Map<String, Map<String, String>> byImpact = new HashMap<>();
    TreeSet<String> urgencies = new TreeSet<>();
    for (String impact : rows.names()) {
      Fields row = rows.object(impact, "impact " + impact, ROW);
      Map<String, String> byUrgency = new HashMap<>();
      row.names().forEach(urgency -> byUrgency.put(urgency, row.text(urgency, "\"1\"")));
      urgencies.addAll(byUrgency.keySet());
      byImpact.put(impact, byUrgency);
    }
    byImpact.forEach(
        (impact, byUrgency) -> {
          TreeSet<String> missing = new TreeSet<>(urgencies);
          missing.removeAll(byUrgency.keySet());
          if (!missing.isEmpty()) {
            rows.wrong(
                impact,
                "impact " + impact + " has no priority for urgency " + String.join(", ", missing),
                "write one for each urgency of the other impacts");
          }
        });
    spec.done();
    document.metadata().done();
    return new PriorityMatrix(document.name(), byImpact);
  }
}
