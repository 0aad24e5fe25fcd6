package io.plumbline.engine;

import io.plumbline.fact.Kind;
import io.plumbline.fact.RuleInfo;
import io.plumbline.fact.Severity;
import io.plumbline.finding.Finding;
import java.time.Duration;
import java.time.Instant;

/**
 * The newest finding of a conclusion that stands no longer. It is remembered for two reasons: the
 * next finding of the same conclusion begins after it, so that no id is ever given twice, and its
 * rule may ask that the same be not told again too soon.
 *
 * @param key rule, subject and discriminator
 * @param ended data time at which it ceased to hold, never before its start
 * @param kind its kind when it ended
 * @param severity its severity when it ended
 * @param state whether it was cleared or withdrawn
 * @param forgetAt tick from which nothing of it is remembered
 */
public record Ended(
    String key,
    Instant ended,
    Kind kind,
    Severity severity,
    Finding.State state,
    Instant forgetAt) {

  /** As long as history is exact; what is older than that is not judged anew. */
  private static final Duration REMEMBERED = Duration.ofDays(35);

  static Ended of(String key, Finding finding, Duration cooldown) {
    Instant ended = finding.ended().orElseThrow();
    Duration remembered = cooldown.compareTo(REMEMBERED) > 0 ? cooldown : REMEMBERED;
    return new Ended(
        key, ended, finding.kind(), finding.severity(), finding.state(), ended.plus(remembered));
  }

  boolean forgotten(Instant tick) {
    return !forgetAt.isAfter(tick);
  }

  /** Where the next finding of the conclusion begins at the earliest. */
  Instant nextStart() {
    return ended.plusMillis(1);
  }

  /**
   * Until when the same conclusion is not told again: the end of the rule's cooldown, unless what
   * is concluded now is worse, of a graver kind or more urgent. What was withdrawn never held, so
   * there is nothing to cool down from.
   */
  Instant quietUntil(Finding now, RuleInfo rule) {
    boolean worse =
        now.kind().compareTo(kind) < 0
            || (now.kind() == kind && now.severity().compareTo(severity) < 0);
    return state == Finding.State.WITHDRAWN || worse ? Instant.MIN : ended.plus(rule.cooldown());
  }
}
