package io.plumbline.console;

import gg.jte.models.runtime.JteModel;
import io.plumbline.console.page.StaticTemplates;
import io.plumbline.report.Board;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of the first page that change while it is looked at. */
final class Fragments {

  private final StaticTemplates templates = new StaticTemplates();

  /** The HTML of each part by the id of its element. */
  Map<String, String> render(Board.View view, Instant now) {
    Overview overview = Overview.of(view, now);
    Map<String, String> parts = new LinkedHashMap<>();
    put(parts, "summary", templates.partSummary(overview.summary()));
    put(parts, "services", templates.partServices(overview));
    put(parts, "clocks", templates.partClocks(overview));
    put(parts, "findings", templates.partFindings(overview));
    put(parts, "capacity", templates.partCapacity(overview));
    put(parts, "trust", templates.partTrust(overview.trust()));
    return parts;
  }

  private static void put(Map<String, String> parts, String id, JteModel part) {
    parts.put(id, part.render());
  }
}
