package io.plumbline.engine;

import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.finding.Finding;
import io.plumbline.finding.FindingEvent;
import io.plumbline.finding.FindingEvent.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One conclusion that holds, held a moment ago, or waits to be told. It is told once it has held
 * for its rule's raise-after, and cleared once it has not held for its clear-after.
 *
 * @param key rule, subject and discriminator
 * @param subjectKey type and subject of the fact judged
 * @param finding the conclusion
 * @param raiseAfter how long it must hold before it is told
 * @param clearAfter how long it must not hold before it is cleared
 * @param told whether it has been told
 * @param lastHeld data time at which it was last seen to hold
 * @param absentSince data time since which it has not held, empty while it holds
 */
public record Standing(
    String key,
    String subjectKey,
    Finding finding,
    Duration raiseAfter,
    Duration clearAfter,
    boolean told,
    Instant lastHeld,
    Optional<Instant> absentSince) {

  static Standing first(String key, String subjectKey, Finding finding, RuleInfo rule) {
    return new Standing(
        key,
        subjectKey,
        finding,
        rule.raiseAfter(),
        rule.clearAfter(),
        false,
        finding.start(),
        Optional.empty());
  }

  /**
   * It holds.
   *
   * @param now the finding as it would be raised now
   * @param rule the rule as it is now
   * @param at data time of the fact
   */
  Standing held(Finding now, RuleInfo rule, Instant at, Instant tick, List<FindingEvent> events) {
    boolean worthTelling = told && differs(now);
    Finding next =
        finding.restated(now, worthTelling ? finding.revision() + 1 : finding.revision());
    Instant raise = finding.start().plus(rule.raiseAfter());
    boolean raised = !told && !raise.isAfter(tick);
    if (raised) {
      next = next.detectedAt(tick);
      events.add(new FindingEvent(Change.RAISED, next, raise, tick));
    } else if (worthTelling) {
      events.add(new FindingEvent(Change.CHANGED, next, at, tick));
    }
    return new Standing(
        key,
        subjectKey,
        next,
        rule.raiseAfter(),
        rule.clearAfter(),
        told || raised,
        at.isAfter(lastHeld) ? at : lastHeld,
        Optional.empty());
  }

  /** Type, subject and discriminator of the fact judged. */
  String factKey() {
    int discriminator = finding.rule().length() + finding.subject().length() + 2;
    return subjectKey + '\n' + key.substring(discriminator);
  }

  // Figures move with every sample; only what changes somebody's duty is worth telling.
  private boolean differs(Finding now) {
    return finding.severity() != now.severity()
        || finding.kind() != now.kind()
        || (now.kind() == Kind.IMPROVEMENT && !finding.facts().equals(now.facts()));
  }

  /**
   * It does not hold.
   *
   * @param at data time at which it was seen not to hold
   * @param superseded whether its fact has become another, of which something is concluded
   * @return what still stands, empty when it is over
   */
  Optional<Standing> absent(
      Instant at, boolean superseded, Instant tick, List<FindingEvent> events) {
    if (!told) {
      return Optional.empty();
    }
    Instant ended = absentSince.orElse(at);
    Instant due = superseded ? ended : ended.plus(clearAfter);
    if (due.isAfter(tick)) {
      return Optional.of(
          new Standing(
              key,
              subjectKey,
              finding,
              raiseAfter,
              clearAfter,
              true,
              lastHeld,
              Optional.of(ended)));
    }
    String reason = superseded ? "superseded" : "no longer holds";
    Finding cleared = finding.end(Finding.State.CLEARED, ended, reason);
    events.add(new FindingEvent(Change.CLEARED, cleared, due, tick));
    return Optional.empty();
  }

  /** When time alone raises or clears it. */
  Optional<Instant> due() {
    return told
        ? absentSince.map(since -> since.plus(clearAfter))
        : Optional.of(finding.start().plus(raiseAfter));
  }
}
