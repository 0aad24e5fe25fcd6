package io.plumbline.publish;

import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The body that Alertmanager's webhooks have, version 4, with one alert, so that what already
 * listens to Alertmanager understands it unchanged.
 *
 * <p>An alert is one finding. Its label {@code finding} keeps apart findings that share rule,
 * service and subject, such as the steps at 75 % and 90 % of one clock. {@code groupKey} and {@code
 * fingerprint} leave the severity out: editing it in a rule must not orphan an alert that fires.
 */
final class AlertmanagerBody {

  /** How Alertmanager says that an alert has no end yet. */
  private static final String NO_END = "0001-01-01T00:00:00Z";

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final byte SEPARATOR = (byte) 0xFF;

  private AlertmanagerBody() {}

  static Map<String, Object> of(FindingEvent event, String channel, String site) {
    Finding finding = event.finding();
    boolean firing = firing(event.change());
    String status = firing ? "firing" : "resolved";
    SortedMap<String, String> labels = labels(finding);
    SortedMap<String, String> identity = new TreeMap<>(labels);
    identity.remove("severity");
    SortedMap<String, String> group = new TreeMap<>(identity);
    group.keySet().retainAll(List.of("alertname", "finding", "service"));
    SortedMap<String, String> annotations = annotations(finding);

    Map<String, Object> alert = new TreeMap<>();
    alert.put("status", status);
    alert.put("labels", labels);
    alert.put("annotations", annotations);
    alert.put("startsAt", finding.start().toString());
    alert.put("endsAt", firing ? NO_END : finding.ended().orElse(event.at()).toString());
    alert.put("generatorURL", PayloadFormat.page(site, finding.id()));
    alert.put("fingerprint", fingerprint(identity));

    Map<String, Object> body = new TreeMap<>();
    body.put("version", "4");
    body.put("groupKey", "{}:" + matchers(group));
    body.put("truncatedAlerts", 0);
    body.put("status", status);
    body.put("receiver", channel);
    body.put("groupLabels", group);
    body.put("commonLabels", labels);
    body.put("commonAnnotations", annotations);
    body.put("externalURL", site);
    body.put("alerts", List.of(alert));
    return body;
  }

  private static boolean firing(FindingEvent.Change change) {
    return switch (change) {
      case RAISED, CHANGED -> true;
      case CLEARED, WITHDRAWN -> false;
    };
  }

  private static SortedMap<String, String> labels(Finding finding) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("alertname", finding.rule());
    labels.put("finding", finding.id());
    labels.put("service", finding.service());
    labels.put("severity", finding.severity().wireName());
    labels.put("kind", finding.kind().wireName());
    labels.put("subject", finding.subject());
    return labels;
  }

  private static SortedMap<String, String> annotations(Finding finding) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("summary", finding.text());
    annotations.put("runbook", finding.runbook());
    annotations.put("clause", finding.clause());
    annotations.put("owner", finding.owner());
    annotations.put("resolution", finding.endReason());
    annotations.values().removeIf(String::isEmpty);
    return annotations;
  }

  private static String matchers(SortedMap<String, String> labels) {
    StringBuilder text = new StringBuilder("{");
    labels.forEach(
        (name, value) ->
            text.append(text.length() > 1 ? ", " : "")
                .append(name)
                .append("=\"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"'));
    return text.append('}').toString();
  }

  /** FNV-1a over the sorted names and values, each followed by 0xFF, as Prometheus does it. */
  private static String fingerprint(SortedMap<String, String> labels) {
    long hash = FNV_OFFSET;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      hash = fnv(fnv(hash, label.getKey()), label.getValue());
    }
    return String.format("%016x", hash);
  }

  private static long fnv(long hash, String text) {
    long next = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      next = (next ^ (b & 0xFF)) * FNV_PRIME;
    }
    return (next ^ (SEPARATOR & 0xFF)) * FNV_PRIME;
  }
}
