package io.plumbline.console.api;

import io.plumbline.fact.RuleInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

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

  /** One rule. */
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
      String scope) {

    static Rule of(RuleInfo r) {
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
          r.scope().name().toLowerCase(Locale.ROOT));
    }
  }

  static RulesEntry of(LiveRules live) {
    return new RulesEntry(
        live.version(),
        live.hash(),
        live.packs().stream().map(p -> Pack.of(p, live)).toList(),
        live.rules().stream().map(Rule::of).toList());
  }
}
