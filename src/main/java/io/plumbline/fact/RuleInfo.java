package io.plumbline.fact;

import java.time.Duration;
import java.util.Set;

/**
 * What is known of a rule beside its condition.
 *
 * @param name name, unique within its pack
 * @param pack pack it belongs to
 * @param file path of its file below the rules folder
 * @param line line on which it begins, from 1
 * @param owner who answers for it, from {@code @owner}
 * @param clause clause of ISO/IEC 20000-1 it serves, from {@code @clause}
 * @param severity urgency, from {@code @severity}; {@code ticket} when absent
 * @param raiseAfter how long it must hold before it is told, from {@code @raiseAfter}
 * @param clearAfter how long it must not hold before it is cleared, from {@code @clearAfter}
 * @param cooldown how long after a finding was cleared the same conclusion is not told again unless
 *     it is worse, from {@code @cooldown}; data time
 * @param kinds what it may conclude
 * @param runbook where help stands, from {@code @runbook}, may be empty
 * @param scope what it judges, from the package of its file
 */
public record RuleInfo(
    String name,
    String pack,
    String file,
    int line,
    String owner,
    String clause,
    Severity severity,
    Duration raiseAfter,
    Duration clearAfter,
    Duration cooldown,
    Set<Kind> kinds,
    String runbook,
    Scope scope) {

  /** The same, as written at another place. */
  public RuleInfo at(String otherFile, int otherLine) {
    return new RuleInfo(
        name,
        pack,
        otherFile,
        otherLine,
        owner,
        clause,
        severity,
        raiseAfter,
        clearAfter,
        cooldown,
        kinds,
        runbook,
        scope);
  }

  /** Copies the kinds. */
  public RuleInfo {
    kinds = Set.copyOf(kinds);
  }
}
