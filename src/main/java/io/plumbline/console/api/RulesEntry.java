package io.plumbline.console.api;

import io.plumbline.fact.RuleInfo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The rule set in force, in the read API. */
record RulesEntry(long version, String hash, List<Rule> rules) {

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
        live.version(), live.hash(), live.rules().stream().map(Rule::of).toList());
  }
}
