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
 * for its rule's raise-after and its predecessor's cooldown is over, and cleared once it has not
 * held for its clear-after. The times of its events never run backwards.
 *
 * @param key rule, subject and discriminator
 * @param subjectKey type and subject of the fact judged
 * @param finding the conclusion
 * @param tellFrom when it may be told at the earliest
 * @param clearAfter how long it must not hold before it is cleared
 * @param cooldown how long after its end the same is not told again
 * @param toldAt data time of its newest event, empty when it has not been told
 * @param lastHeld data time at which it was last seen to hold
 * @param absentSince data time since which it has not held, empty while it holds
 * @param mark tick at which it is best known to have held: what is learnt of it later decides
 *     whether it ever did
 * @param judgedBy hashes of the packs that its newest judgement rests on, see {@link Sight}
 */
public record Standing(
    String key,
    String subjectKey,
    Finding finding,
    Instant tellFrom,
    Duration clearAfter,
    Duration cooldown,
    Optional<Instant> toldAt,
    Instant lastHeld,
    Optional<Instant> absentSince,
    Instant mark,
    String judgedBy) {

  /** One kept by an older version has the hash in its finding. */
  public Standing {
    judgedBy = judgedBy == null ? finding.rulesHash() : judgedBy;
  }

  static Standing first(
      String key, String subjectKey, Finding finding, RuleInfo rule, Sight sight) {
    return new Standing(
        key,
        subjectKey,
        finding,
        finding.start().plus(rule.raiseAfter()),
        rule.clearAfter(),
        rule.cooldown(),
        Optional.empty(),
        finding.start(),
        Optional.empty(),
        sight.tick(),
        sight.judgedBy(rule.pack()));
  }

  /** The pack of its rule. */
  String pack() {
    return finding.file().substring(0, Math.max(0, finding.file().indexOf('/')));
  }

  /** Whether it has been told. */
  boolean told() {
    return toldAt.isPresent();
  }

  /**
   * It holds.
   *
   * @param now the finding as it would be raised now
   * @param rule the rule as it is now
   * @param evidence the newest evidence of its subject
   * @param quietUntil when the cooldown of its predecessor is over
   * @param sight what is seen of its service
   */
  Standing held(
      Finding now,
      RuleInfo rule,
      Evidence evidence,
      Instant quietUntil,
      Sight sight,
      List<FindingEvent> events) {
    boolean worthTelling = told() && differs(now);
    Finding next =
        finding.restated(now, worthTelling ? finding.revision() + 1 : finding.revision());
    Instant from = later(finding.start().plus(rule.raiseAfter()), quietUntil);
    boolean raised = !told() && !from.isAfter(later(sight.tick(), evidence.at()));
    Optional<Instant> at = toldAt;
    if (raised) {
      next = next.detectedAt(now.detected());
      // It may be told sooner than was thought: it got worse, or its rule became stricter.
      at = Optional.of(from.isBefore(tellFrom) ? later(from, evidence.at()) : from);
      events.add(new FindingEvent(Change.RAISED, next, at.get(), now.detected()));
    } else if (worthTelling) {
      at = toldAt.map(before -> later(before, evidence.at()));
      events.add(new FindingEvent(Change.CHANGED, next, at.orElseThrow(), now.detected()));
    }
    return new Standing(
        key,
        subjectKey,
        next,
        from,
        rule.clearAfter(),
        rule.cooldown(),
        at,
        later(lastHeld, evidence.latest()),
        Optional.empty(),
        mark,
        sight.judgedBy(rule.pack()));
  }

  /** The same with another mark. */
  Standing marked(Instant tick) {
    return new Standing(
        key,
        subjectKey,
        finding,
        tellFrom,
        clearAfter,
        cooldown,
        toldAt,
        lastHeld,
        absentSince,
        tick,
        judgedBy);
  }

  /** Type of the fact judged. */
  String factType() {
    return subjectKey.substring(0, subjectKey.indexOf('\n'));
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

  /** It does not hold, seen at a data time: the same, noting since when. */
  Standing absent(Instant at) {
    return new Standing(
        key,
        subjectKey,
        finding,
        tellFrom,
        clearAfter,
        cooldown,
        toldAt,
        lastHeld,
        Optional.of(absentSince.orElse(later(at, finding.start()))),
        mark,
        judgedBy);
  }

  /** When it is cleared unless it holds again. */
  Instant clearedAt() {
    return absentSince.orElseThrow().plus(clearAfter);
  }

  /**
   * It is over.
   *
   * @param how cleared or withdrawn
   * @param ended data time at which it ceased to hold
   * @param at when that is told at the earliest
   * @param reason why
   */
  FindingEvent end(Finding.State how, Instant ended, Instant at, String reason, Instant detected) {
    Change change = how == Finding.State.CLEARED ? Change.CLEARED : Change.WITHDRAWN;
    return new FindingEvent(
        change, finding.end(how, ended, reason), later(toldAt.orElseThrow(), at), detected);
  }

  /** The same as it was told to have ended. */
  Standing ended(FindingEvent event) {
    return new Standing(
        key,
        subjectKey,
        event.finding(),
        tellFrom,
        clearAfter,
        cooldown,
        Optional.of(event.at()),
        lastHeld,
        absentSince,
        mark,
        judgedBy);
  }

  /** When time alone raises or clears it. */
  Optional<Instant> due() {
    return told() ? absentSince.map(since -> since.plus(clearAfter)) : Optional.of(tellFrom);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
