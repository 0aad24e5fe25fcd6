package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.Finding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * An entry of the improvement register in the read API.
 *
 * @param cause name of the rule that proposed it
 * @param state {@code PROPOSED}: only a person can take it further
 * @param opened data time of the proposal
 * @param closed when its reason ceased to hold; absent while it holds
 * @param evidence ids of the findings behind it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImprovementEntry(
    String id,
    String title,
    String service,
    String measure,
    String cause,
    String owner,
    String clause,
    String state,
    Instant opened,
    Instant closed,
    List<String> evidence) {

  static ImprovementEntry of(Finding f) {
    return new ImprovementEntry(
        f.id(),
        f.text(),
        f.service(),
        f.measure(),
        f.rule(),
        f.owner(),
        f.clause(),
        "PROPOSED",
        f.start(),
        f.ended().orElse(null),
        evidence(f.facts().get("evidence")));
  }

  private static List<String> evidence(Object ids) {
    return ids instanceof Collection<?> all
        ? all.stream().map(String::valueOf).toList()
        : List.of();
  }
}
