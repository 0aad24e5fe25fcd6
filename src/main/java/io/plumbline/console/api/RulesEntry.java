package io.plumbline.console.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.console.rules.RuleBook;
import io.plumbline.console.rules.RuleSentence;
import io.plumbline.console.rules.RuleStanding;
import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.finding.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rule set in force, in the read API. */
record RulesEntry(long version, String hash, List<Pack> packs, List<Rule> rules) {

  /**
   * One pack.
   *
   * @param current whether its newest edit is in force
   */
  record Pack(
      String name, long version, String hash, String author, String reason, boolean current) {

    static Pack of(LiveRules.Pack p, LiveRules live) {
      boolean current = live.problems().stream().noneMatch(q -> q.holdsUp(p.name()));
      return new Pack(p.name(), p.version(), p.hash(), p.author(), p.reason(), current);
    }
  }

  /**
   * One rule. What follows its scope is absent while the rule is being put in force.
   *
   * @param sentence the rule in a sentence
   * @param says the text that it tells, with the names of fields in braces
   * @param kinds what it may conclude
   * @param covers the services that it judges
   * @param state {@code judging}, or {@code quarantined} where it failed
   * @param quarantined the services that it does not judge, since it failed there
   * @param open how many of its newest findings stand
   * @param lastFirings its newest findings, newest first
   * @param cost what it has cost since its pack was compiled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Rule(
      String name,
      String pack,
      String file,
      int line,
      String owner,
      String clause,
      String severity,
      Duration raiseAfter,
      Duration clearAfter,
      Duration cooldown,
      String runbook,
      String scope,
      String sentence,
      String says,
      List<String> kinds,
      Covers covers,
      String state,
      List<String> quarantined,
      Long open,
      List<Firing> lastFirings,
      RuleBook.Cost cost) {

    static Rule of(RuleInfo r, Optional<RuleStanding> standing) {
      return new Rule(
          r.name(),
          r.pack(),
          r.file(),
          r.line(),
          r.owner(),
          r.clause(),
          r.severity().wireName(),
          r.raiseAfter(),
          r.clearAfter(),
          r.cooldown(),
          r.runbook(),
          r.scope().name().toLowerCase(Locale.ROOT),
          standing.map(s -> RuleSentence.of(s.rule())).orElse(null),
          standing.map(s -> s.rule().says()).orElse(null),
          standing.map(s -> r.kinds().stream().sorted().map(Kind::wireName).toList()).orElse(null),
          standing.map(Covers::of).orElse(null),
          standing.map(s -> s.judging() ? "judging" : "quarantined").orElse(null),
          standing.map(RuleStanding::quarantined).orElse(null),
          standing.map(RuleStanding::open).orElse(null),
          standing.map(s -> s.firings().stream().map(Firing::of).toList()).orElse(null),
          standing.map(s -> s.rule().cost()).orElse(null));
    }
  }

  /**
   * The services that a rule judges.
   *
   * @param count how many there are
   * @param names their names, worst first, a hundred at most
   */
  record Covers(int count, List<String> names) {

    private static final int NAMED = 100;

    static Covers of(RuleStanding standing) {
      return new Covers(
          standing.covered().size(),
          standing.covered().stream().limit(NAMED).map(s -> s.service().name()).toList());
    }
  }

  /** A finding of the rule. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Firing(
      String finding, String service, String text, Instant start, String state, Instant ended) {

    static Firing of(Finding f) {
      return new Firing(
          f.id(),
          f.service(),
          f.text(),
          f.start(),
          Query.wireName(f.state()),
          f.ended().orElse(null));
    }
  }

  static RulesEntry of(LiveRules live, List<RuleStanding> standings) {
    Map<String, RuleStanding> byName = new HashMap<>();
    standings.forEach(s -> byName.put(key(s.rule().info()), s));
    return new RulesEntry(
        live.version(),
        live.hash(),
        live.packs().stream().map(p -> Pack.of(p, live)).toList(),
        live.rules().stream()
            .map(r -> Rule.of(r, Optional.ofNullable(byName.get(key(r)))))
            .toList());
  }

  private static String key(RuleInfo rule) {
    return rule.pack() + "/" + rule.name();
  }
}
