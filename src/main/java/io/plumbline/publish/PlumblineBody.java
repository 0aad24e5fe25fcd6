package io.plumbline.publish;

import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The body of Plumbline's own webhooks: {@code {"type","timestamp","data"}} with the finding as
 * data. Standard Webhooks asks for less than 20 kB: facts that would exceed it are left out and
 * {@code "factsOmitted":true} says so, after them the text is cut.
 */
final class PlumblineBody {

  /** Bytes that no body reaches. */
  static final int LIMIT = 20_000;

  private static final int LONGEST_TEXT = 2_000;

  private PlumblineBody() {}

  static String of(FindingEvent event, String site) {
    Map<String, Object> data = data(event, site);
    String body = body(event, data);
    if (tooLong(body)) {
      data.remove("facts");
      data.put("factsOmitted", true);
      body = body(event, data);
    }
    if (tooLong(body)) {
      data.put("text", event.finding().text().substring(0, LONGEST_TEXT) + "…");
      body = body(event, data);
    }
    return body;
  }

  private static boolean tooLong(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length >= LIMIT;
  }

  private static String body(FindingEvent event, Map<String, Object> data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", event.type());
    body.put("timestamp", event.at().toString());
    body.put("data", data);
    return PayloadFormat.json(body);
  }

  private static Map<String, Object> data(FindingEvent event, String site) {
    Finding finding = event.finding();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", finding.id());
    data.put("revision", finding.revision());
    data.put("kind", finding.kind().wireName());
    data.put("severity", finding.severity().wireName());
    data.put("service", finding.service());
    data.put("subject", finding.subject());
    data.put("measure", finding.measure());
    data.put("text", finding.text());
    data.put("state", finding.state().name().toLowerCase(Locale.ROOT));
    data.put("start", finding.start().toString());
    data.put("detected", event.detected().toString());
    finding.ended().ifPresent(ended -> data.put("ended", ended.toString()));
    if (!finding.endReason().isEmpty()) {
      data.put("endReason", finding.endReason());
    }
    data.put("rule", finding.rule());
    data.put("file", finding.file());
    data.put("owner", finding.owner());
    data.put("clause", finding.clause());
    data.put("runbook", finding.runbook());
    data.put("rulesHash", finding.rulesHash());
    data.put("facts", finding.facts());
    String page = PayloadFormat.page(site, finding.id());
    if (!page.isEmpty()) {
      data.put("page", page);
    }
    return data;
  }
}
