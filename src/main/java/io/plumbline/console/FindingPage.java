package io.plumbline.console;

import io.plumbline.finding.Explanation;
import io.plumbline.finding.Finding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One finding with why it was concluded.
 *
 * @param row what lists show of it
 * @param finding all that is kept of it
 * @param state whether it stands, in words
 * @param start since when, in words
 * @param detected when it was told, in words
 * @param ended when it ended, in words; empty while it stands
 * @param runbook link to help, empty when there is none that a browser may open
 * @param facts what the rule saw, by field
 * @param explanation how it came about, in words
 * @param clock where the time of its ticket went
 * @param entries what moved it
 * @param version which text of its pack judged, in words
 */
public record FindingPage(
    FindingRow row,
    Finding finding,
    String state,
    String start,
    String detected,
    String ended,
    String runbook,
    Map<String, String> facts,
    Explanation explanation,
    Optional<ClockLedger> clock,
    List<EntryRow> entries,
    String version) {

  /** Where the page of its rule is. */
  public String rulePath() {
    return RuleRow.path(explanation.source().pack(), finding.rule());
  }

  static FindingPage of(Explanation explanation, String serviceName, Times times) {
    Finding f = explanation.finding();
    Map<String, String> facts = new TreeMap<>();
    f.facts().forEach((field, value) -> facts.put(field, figure(value)));
    return new FindingPage(
        FindingRow.of(f, serviceName, times),
        f,
        switch (f.state()) {
          case OPEN -> "stands";
          case CLEARED -> "cleared";
          case WITHDRAWN -> "withdrawn";
        },
        Times.full(f.start()),
        Times.full(f.detected()),
        f.ended().map(Times::full).orElse(""),
        f.runbook().startsWith("https://") || f.runbook().startsWith("http://") ? f.runbook() : "",
        facts,
        explanation,
        explanation.clock().map(clock -> ClockLedger.of(clock, times)),
        explanation.entries().stream().map(EntryRow::of).toList(),
        version(explanation));
  }

  private static String version(Explanation explanation) {
    Explanation.Source source = explanation.source();
    List<String> words = new ArrayList<>();
    source.version().ifPresent(version -> words.add("version " + version));
    if (!explanation.finding().rulesHash().isEmpty()) {
      words.add("%.12s".formatted(explanation.finding().rulesHash()));
    }
    if (!source.author().isEmpty()) {
      words.add("by " + source.author());
    }
    return String.join(" · ", words);
  }

  private static String figure(Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_UP);
      return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
    return String.valueOf(value);
  }

  /**
   * An entry of the journal.
   *
   * @param number its place, in words
   * @param kind what kind of entry it is, in words
   * @param what what it said
   * @param at when it was accepted; empty if that is not kept
   */
  public record EntryRow(String number, String kind, String what, Optional<Instant> at) {

    static EntryRow of(Explanation.Entry entry) {
      return new EntryRow(
          String.format(Locale.ROOT, "%,d", entry.seq()),
          switch (entry.kind()) {
            case DATA -> "data";
            case LATE_DATA -> "late data";
            case RULES -> "rules";
            case EXCLUSION -> "exclusion";
            case TICKET -> "ticket";
          },
          Words.bound(entry.what()),
          entry.at());
    }
  }
}
