package io.plumbline.engine;

import io.plumbline.catalogue.Service;
import io.plumbline.fact.RuleFailure;
import io.plumbline.fact.RuleInfo;
import io.plumbline.rules.RuleFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that failed for one service and do not judge it until the next rule set. Whether a rule
 * fails depends on the facts alone, so this is part of the fold like any other state, and a replay
 * leaves out the same rules from the same tick on. A rule is left out where it failed and nowhere
 * else: one strange ticket must not blind it for everybody.
 */
final class Quarantine {

  private final List<Failed> failed;

  Quarantine(List<Failed> kept) {
    failed = new ArrayList<>(kept);
  }

  /** Whether a rule does not judge. */
  boolean holds(RuleInfo rule) {
    return failed.stream()
        .map(Failed::fact)
        .anyMatch(f -> f.rule().equals(rule.name()) && f.pack().equals(rule.pack()));
  }

  /** Whether every rule judges. */
  boolean isEmpty() {
    return failed.isEmpty();
  }

  /** The names of the rules that do not judge; of those that judge a service they are unique. */
  Set<String> rules() {
    return failed.stream().map(f -> f.fact().rule()).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Takes rules that failed.
   *
   * @param at data time of what they failed on
   * @return the evidence of it
   */
  List<Evidence> take(Service service, List<RuleFault> faults, Instant at) {
    List<Failed> added =
        faults.stream()
            .map(
                fault ->
                    new Failed(
                        new RuleFailure(
                            service.name(),
                            service.tier(),
                            fault.rule().name(),
                            fault.rule().pack(),
                            fault.rule().file() + ":" + fault.rule().line(),
                            fault.rule().owner(),
                            fault.message()),
                        at))
            .toList();
    failed.addAll(added);
    return evidence(added);
  }

  /** The evidence of all that failed. */
  List<Evidence> evidence() {
    return evidence(failed);
  }

  private static List<Evidence> evidence(List<Failed> failed) {
    return failed.stream().map(f -> new Evidence(f.fact(), f.at())).toList();
  }

  /** What is to be kept. */
  List<Failed> state() {
    return List.copyOf(failed);
  }

  /**
   * A rule that failed.
   *
   * @param at data time of what it failed on
   */
  record Failed(RuleFailure fact, Instant at) {}
}
