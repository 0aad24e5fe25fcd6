package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.finding.ClockAccount;
import io.plumbline.finding.Explanation;
import io.plumbline.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why something was found, in the read API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationEntry(
    String finding,
    String kind,
    String severity,
    String state,
    String service,
    String serviceName,
    String text,
    String zone,
    Rule rule,
    Map<String, Object> facts,
    List<String> conclusion,
    List<String> arithmetic,
    List<Sum> sums,
    List<IncidentEntry.Stretch> ledger,
    List<Entry> entries,
    List<String> gaps) {

  /**
   * The rule, as its text was when it judged.
   *
   * @param version number of the activation that brought the text; absent when it is not kept
   * @param text the rule as it is written; absent when it is not kept
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rule(
      String name,
      String pack,
      String file,
      String hash,
      Long version,
      String author,
      String reason,
      String owner,
      String clause,
      String runbook,
      String text) {}

  /** What was counted over a span. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sum(
      String window,
      Instant from,
      Instant to,
      double good,
      double bad,
      double total,
      double target,
      Double ratio,
      double burnRate,
      Duration excluded) {

    static Sum of(Explanation.Sum s) {
      return new Sum(
          s.window(),
          s.from(),
          s.to(),
          s.good(),
          s.bad(),
          s.total(),
          s.target(),
          s.total() > 0 ? 1 - s.badRatio() : null,
          s.burnRate(),
          s.excluded());
    }
  }

  /** An entry of the journal that moved it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(long seq, Instant at, String kind, String what) {

    static Entry of(Explanation.Entry e) {
      return new Entry(e.seq(), e.at().orElse(null), Query.wireName(e.kind()), e.what());
    }
  }

  /** The entry of an explanation. */
  public static ExplanationEntry of(Explanation e) {
    Finding f = e.finding();
    Explanation.Source source = e.source();
    return new ExplanationEntry(
        f.id(),
        f.kind().wireName(),
        f.severity().wireName(),
        Query.wireName(f.state()),
        f.service(),
        e.service(),
        f.text(),
        e.zone().getId(),
        new Rule(
            f.rule(),
            source.pack(),
            f.file(),
            f.rulesHash(),
            source.version().orElse(null),
            source.author(),
            source.reason(),
            f.owner(),
            f.clause(),
            f.runbook(),
            source.rule().isEmpty() ? null : source.rule()),
        new TreeMap<>(f.facts()),
        e.conclusion(),
        e.arithmetic(),
        e.sums().stream().map(Sum::of).toList(),
        e.clock().map(ClockAccount::ledger).orElse(List.of()).stream()
            .map(IncidentEntry.Stretch::of)
            .toList(),
        e.entries().stream().map(Entry::of).toList(),
        e.gaps());
  }

  /** As JSON, as the read API gives it. */
  public String json() {
    return Answers.json(this).toString();
  }
}
