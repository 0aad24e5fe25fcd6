package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.Finding;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A finding in the read API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FindingEntry(
    String id,
    String kind,
    String severity,
    String service,
    String subject,
    String measure,
    String text,
    String state,
    Instant start,
    Instant detected,
    Instant ended,
    String endReason,
    int revision,
    Explanation explanation) {

  /**
   * Why it was concluded.
   *
   * @param rule name of the rule
   * @param file {@code path:line} of the rule below the rules folder
   * @param rulesHash hash of the pack of rules that judged
   * @param facts fields of the fact that the rule saw
   */
  record Explanation(
      String rule,
      String file,
      String owner,
      String clause,
      String runbook,
      String rulesHash,
      Map<String, Object> facts) {}

  static FindingEntry of(Finding f) {
    return new FindingEntry(
        f.id(),
        f.kind().wireName(),
        f.severity().wireName(),
        f.service(),
        f.subject(),
        f.measure(),
        f.text(),
        Query.wireName(f.state()),
        f.start(),
        f.detected(),
        f.ended().orElse(null),
        f.open() ? null : f.endReason(),
        f.revision(),
        new Explanation(
            f.rule(),
            f.file(),
            f.owner(),
            f.clause(),
            f.runbook(),
            f.rulesHash(),
            new TreeMap<>(f.facts())));
  }
}
