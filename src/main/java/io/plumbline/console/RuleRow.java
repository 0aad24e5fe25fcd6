package io.plumbline.console;

import io.plumbline.console.rules.RuleBook.Rule;
import io.plumbline.console.rules.RuleSentence;
import io.plumbline.console.rules.RuleStanding;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule as the list shows it.
 *
 * @param path where its page is
 * @param pack its pack
 * @param name its name
 * @param tone the worst that it may conclude
 * @param severity its urgency
 * @param sentence the rule in a sentence
 * @param covers the services that it judges, in words
 * @param last when it fired last, and what became of it
 * @param open how many of its findings stand
 * @param owner who answers for it
 * @param failed where it does not judge, in words; empty when it judges everywhere
 */
public record RuleRow(
    String path,
    String pack,
    String name,
    Tone tone,
    String severity,
    String sentence,
    String covers,
    String last,
    long open,
    String owner,
    String failed) {

  static RuleRow of(RuleStanding standing, Times times) {
    Rule rule = standing.rule();
    RuleInfo info = rule.info();
    return new RuleRow(
        path(info.pack(), info.name()),
        info.pack(),
        info.name(),
        Tone.of(info.kinds().stream().sorted().findFirst().orElse(Kind.AT_RISK)),
        info.severity().wireName(),
        Words.bound(RuleSentence.of(rule)),
        covers(standing),
        standing.firings().stream()
            .findFirst()
            .map(f -> "last " + times.brief(f.start()) + ", " + RulePage.outcome(f, times))
            .orElse("has told nothing lately"),
        standing.open(),
        info.owner(),
        failed(standing));
  }

  /** Where the page of a rule is. */
  static String path(String pack, String name) {
    return "/rules/" + encoded(pack) + "/" + encoded(name);
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String covers(RuleStanding standing) {
    int count = standing.covered().size();
    if (standing.rule().info().scope() == Scope.PORTFOLIO) {
      return "all services together";
    }
    return count == 1 ? "1 service" : count + " services";
  }

  static String failed(RuleStanding standing) {
    int count = standing.quarantined().size();
    if (count == 0) {
      return "";
    }
    return "It failed and does not judge %s any more."
        .formatted(count > 3 ? count + " services" : String.join(", ", standing.quarantined()));
  }

  /** The rules of each pack, the standard one first. */
  static Map<String, List<RuleRow>> byPack(List<RuleRow> rows) {
    Map<String, List<RuleRow>> byPack = new TreeMap<>();
    rows.forEach(row -> byPack.computeIfAbsent(row.pack(), pack -> new ArrayList<>()).add(row));
    return byPack;
  }
}
