package io.plumbline.finding;

import io.plumbline.fact.Kind;
import io.plumbline.fact.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger keeps of a conclusion: one breach, risk or improvement from its start to its end.
 *
 * @param id stable id, see {@link FindingId}
 * @param kind kind of conclusion
 * @param severity urgency
 * @param service name of the service
 * @param subject what within the service it is about
 * @param measure the promise or resource measured
 * @param rule name of the rule
 * @param file {@code path:line} of the rule below the rules folder
 * @param owner who answers for the rule
 * @param clause clause of ISO/IEC 20000-1, may be empty
 * @param runbook where help stands, may be empty
 * @param text the conclusion in words
 * @param start data time at which it first held
 * @param detected tick at which it was told
 * @param state whether it stands
 * @param ended data time at which it ceased to hold, empty while open
 * @param endReason why it ended, empty while open
 * @param revision 1 when raised, one more with each change
 * @param rulesHash hash of the pack whose rule judged last; of all packs where they were activated
 *     as one
 * @param facts fields of the fact behind it at its last change
 */
public record Finding(
    String id,
    Kind kind,
    Severity severity,
    String service,
    String subject,
    String measure,
    String rule,
    String file,
    String owner,
    String clause,
    String runbook,
    String text,
    Instant start,
    Instant detected,
    State state,
    Optional<Instant> ended,
    String endReason,
    int revision,
    String rulesHash,
    Map<String, Object> facts) {

  /** Copies the facts, in their order: what is kept and sent is the same byte for byte. */
  public Finding {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Whether a finding stands. */
  public enum State {
    /** It holds. */
    OPEN,
    /** It ceased to hold. */
    CLEARED,
    /** Late data or a correction showed that it never held. */
    WITHDRAWN
  }

  /** Whether it stands. */
  public boolean open() {
    return state == State.OPEN;
  }

  /**
   * The same finding with today's rule and figures: id, start and first telling stay.
   *
   * @param now the finding as it would be raised now
   * @param newRevision its revision
   */
  public Finding restated(Finding now, int newRevision) {
    return new Finding(
        id,
        now.kind,
        now.severity,
        service,
        subject,
        measure,
        rule,
        now.file,
        now.owner,
        now.clause,
        now.runbook,
        now.text,
        start,
        detected,
        state,
        ended,
        endReason,
        newRevision,
        now.rulesHash,
        now.facts);
  }

  /**
   * The finding as told first.
   *
   * @param tick the tick at which it is told
   */
  public Finding detectedAt(Instant tick) {
    return with(tick, state, ended, endReason, revision);
  }

  /**
   * The finding after its end, one revision on.
   *
   * @param how cleared or withdrawn
   * @param at data time at which it ceased to hold
   * @param reason why
   */
  public Finding end(State how, Instant at, String reason) {
    return with(detected, how, Optional.of(at), reason, revision + 1);
  }

  private Finding with(
      Instant newDetected,
      State newState,
      Optional<Instant> newEnded,
      String newReason,
      int newRevision) {
    return new Finding(
        id,
        kind,
        severity,
        service,
        subject,
        measure,
        rule,
        file,
        owner,
        clause,
        runbook,
        text,
        start,
        newDetected,
        newState,
        newEnded,
        newReason,
        newRevision,
        rulesHash,
        facts);
  }
}
